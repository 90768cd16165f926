/** The modules that cells import, each in a sentence, in the order of the reference. */
export const modules: readonly { readonly module: string; readonly sentence: string }[] = [
  {
    module: '#equivariant',
    sentence:
      'Groups, their representations, the linear maps that commute with them, and layers for networks that cannot break a symmetry.',
  },
];
