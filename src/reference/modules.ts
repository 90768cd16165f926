/** The modules that cells import, each in a sentence, in the order of the reference. */
export const modules: readonly { readonly module: string; readonly sentence: string }[] = [
  {
    module: '#equivariant',
    sentence:
      'Groups, their representations, the linear maps that commute with them, and layers for networks that cannot break a symmetry.',
  },
  {
    module: '#physics',
    sentence:
      'Mechanics from plain Lagrangians and Hamiltonians, with the same bits in every engine; Noether’s theorem; lattice models.',
  },
  {
    module: '#physics/networks',
    sentence: 'Networks that learn how things move, and conserve something by construction.',
  },
  {
    module: '#data',
    sentence: 'Seeded generators of data that carry a symmetry, and handwritten digits.',
  },
  {
    module: '#tensor',
    sentence:
      'tfjs made trustworthy: operations with right gradients, seeded random numbers, the training step and loop.',
  },
];
