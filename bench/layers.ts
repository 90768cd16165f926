/** What one training step through each layer costs: forward, gradients for its parameters and its input, and Adam. */
import * as tf from '#tensor';
import type { Parameters, Random, Scalar, Tensor, Tensor2D, Tensor3D, Tensor4D } from '#tensor';
import {
  array,
  avgPool,
  C4,
  clebschGordan,
  conv,
  cyclicGroup,
  D4,
  deepSets,
  dense,
  denseImage,
  drawTransforms,
  egnn,
  elu,
  equivariantLinear,
  flatten,
  frameAveraging,
  globalPool,
  graphConv,
  groupConv,
  groupPool,
  image,
  integersModulo,
  irreps,
  learnedInvariance,
  liftingConv,
  maxPool,
  normGate,
  O3,
  pairsLinear,
  pairsToSet,
  powerSpectrum,
  regular,
  regularRepresentation,
  relaxedGroupConv,
  relaxedLiftingConv,
  relu,
  residualPathway,
  reynolds,
  sequential,
  set,
  setPool,
  silu,
  sphericalEmbedding,
  steerableGate,
  steerableLinear,
  steerableProduct,
  tanh,
} from '#equivariant';
import type { Layer, Points } from '#equivariant';
import {
  hamiltonianNetwork,
  helmholtzNetwork,
  invariantLagrangianNetwork,
  lagrangianNetwork,
  rayleighNetwork,
} from '#physics/networks';
import type { DynamicsNetwork } from '#physics/networks';
import { spreadOf } from '../src/speed/statistics.ts';
import type { Spread } from '../src/speed/statistics.ts';

/** A layer in the middle of a net: its parameters and the input below it are trained. */
export interface Subject {
  readonly title: string;
  /** @param rows at most so many of the batch, for a test */
  init(random: Random, rows?: number): Parameters;
  apply(parameters: Parameters): Tensor;
}

/** One layer's times. */
export interface LayerTimes {
  readonly title: string;
  readonly times: Spread;
  /** How steps were computed: replayed, or live and why. */
  readonly mode: string;
}

const ROUNDS = 7;
/** A round lasts about this long, milliseconds, but at least one step. */
const ROUND = 60;
const WARM_UP = 4; // two live steps are recorded, two replays are checked against live ones

const normals = (shape: readonly number[], random: Random, rows = Infinity): Tensor =>
  tf.heNormal([Math.min(shape[0], rows), ...shape.slice(1)], 2, random);

function subject(layer: Layer, shape: readonly number[]): Subject {
  return {
    title: `${layer.name} on [${shape.join(', ')}]`,
    init: (random, rows) => ({ layer: layer.init(random), x: normals(shape, random.fork('x'), rows) }),
    apply(parameters) {
      const { layer: own, x } = parameters as { layer: Parameters; x: Tensor };
      return layer.apply(own, x);
    },
  };
}

const IMAGES = [16, 28, 28] as const;
const BODIES = [64, 5] as const;

function onPoints(velocity: boolean): Subject {
  const layer = egnn({ in: 32, out: 32, pairChannels: 1, velocity });
  return {
    title: `${layer.name} on [${BODIES.join(', ')}, 32]`,
    init: (random, rows) => ({
      layer: layer.init(random),
      points: {
        h: normals([...BODIES, 32], random.fork('h'), rows),
        x: normals([...BODIES, 3], random.fork('x'), rows),
        a: normals([...BODIES, 5, 1], random.fork('a'), rows) as Tensor4D,
        ...(velocity && { v: normals([...BODIES, 3], random.fork('v'), rows) }),
      },
    }),
    apply(parameters) {
      const { layer: own, points } = parameters as { layer: never; points: Points };
      const { h, x } = layer.apply(own, points);
      return tf.concat([h, x], 2);
    },
  };
}

function onGraphs(): Subject {
  const layer = graphConv({ in: 32, out: 32 });
  return {
    title: `${layer.name} on [32, 16, 32]`,
    init: (random, rows) => ({
      layer: layer.init(random),
      h: normals([32, 16, 32], random.fork('h'), rows),
      adjacency: normals([32, 16, 16], random.fork('adjacency'), rows),
    }),
    apply(parameters) {
      const { layer: own, h, adjacency } = parameters as { layer: never; h: Tensor3D; adjacency: Tensor3D };
      return layer.apply(own, { h, adjacency }).h;
    },
  };
}

function onTransforms(): Subject {
  const layer = learnedInvariance(
    sequential([conv({ in: 1, out: 4, kernel: 3 }), relu(), globalPool(), dense({ in: 4, out: 10 })]),
  );
  const draws = drawTransforms(2, 16, tf.random(1));
  return {
    title: `${layer.name} on [${IMAGES.join(', ')}, 1], 2 draws`,
    init: (random) => ({ layer: layer.init(random), x: normals([...IMAGES, 1], random.fork('x')) }),
    apply(parameters) {
      const { layer: own, x } = parameters as { layer: never; x: Tensor };
      return layer.apply(own, x, draws);
    },
  };
}

/** A network of mechanics: the derivatives of a potential, of first or second order, are its output. */
function onStates<P extends Parameters>(title: string, network: DynamicsNetwork<P>): Subject {
  return {
    title: `${title} on [256, ${2 * network.degrees}]`,
    init: (random, rows) => ({
      layer: network.init(random),
      x: normals([256, 2 * network.degrees], random.fork('x'), rows),
    }),
    apply(parameters) {
      const { layer: own, x } = parameters as unknown as { layer: P; x: Tensor2D };
      return network.field(own, x);
    },
  };
}

const C8 = cyclicGroup(8);
const RING = regularRepresentation(integersModulo(16));
const HIDDEN = irreps(O3, '8x0e + 8x1o + 4x2e');
const VECTORS = irreps(O3, '1x0e + 1x1o');
const SMALL = { in: 4, out: 4, kernel: 3, padding: 1 } as const;
const perceptron = (): Layer =>
  sequential([deepSets({ in: 3, out: 32 }), elu(), setPool(), dense({ in: 32, out: 8 })]) as Layer;

/** Every layer of the library, at the size of a chapter. */
export const subjects: readonly (() => Subject)[] = [
  () => subject(dense({ in: 64, out: 64 }), [256, 64]),
  () => subject(conv(SMALL), [...IMAGES, 4]),
  () => subject(denseImage({ height: 14, width: 14, in: 1, out: 1 }), [16, 14, 14, 1]),
  ...[C4, D4].flatMap((group) => [
    () => subject(liftingConv(group, SMALL), [...IMAGES, 4]),
    () => subject(groupConv(group, SMALL), [...IMAGES, 4 * group.order]),
    () => subject(groupPool().on(regular(group, 4)), [...IMAGES, 4 * group.order]),
  ]),
  () => subject(liftingConv(C8, { ...SMALL, interpolate: true }), [...IMAGES, 4]),
  () => subject(groupConv(C8, { ...SMALL, interpolate: true }), [16, 14, 14, 32]),
  () => subject(relaxedLiftingConv(C4, { ...SMALL, banks: 2 }), [...IMAGES, 4]),
  () => subject(relaxedGroupConv(C4, { ...SMALL, banks: 2 }), [...IMAGES, 16]),
  () =>
    subject(
      residualPathway(conv(SMALL), denseImage({ height: 14, width: 14, in: 4, out: 4 })),
      [16, 14, 14, 4],
    ),
  () => subject(maxPool(2).on(image(16)), [...IMAGES, 16]),
  () => subject(avgPool(2).on(image(16)), [...IMAGES, 16]),
  () => subject(globalPool().on(image(16)), [...IMAGES, 16]),
  () => subject(flatten(28).on(image(4)), [...IMAGES, 4]),
  ...[relu, elu, tanh, silu].map((activation) => () => subject(activation().on(image(16)), [...IMAGES, 16])),
  () => subject(deepSets({ in: 32, out: 32 }), [64, 32, 32]),
  () => subject(deepSets({ in: 32, out: 32, pool: 'max' }), [64, 32, 32]),
  () => subject(setPool().on(set(32)), [64, 32, 32]),
  () => subject(pairsLinear({ in: 8, out: 8 }), [16, 16, 16, 8]),
  () => subject(pairsToSet({ in: 8, out: 8 }), [16, 16, 16, 8]),
  onGraphs,
  () => onPoints(false),
  () => onPoints(true),
  () =>
    subject(reynolds(C4, sequential([conv({ in: 1, out: 4, kernel: 3 }), relu(), globalPool()])), [
      ...IMAGES,
      1,
    ]),
  () => subject(frameAveraging(perceptron(), { n: 16, dimension: 3 }), [32, 16, 3]),
  onTransforms,
  () => subject(equivariantLinear(RING, RING, { in: 4, out: 4 }), [64, 16, 4]),
  () => subject(steerableLinear(HIDDEN, HIDDEN), [256, 52]),
  () => subject(steerableProduct(HIDDEN, VECTORS, HIDDEN), [64, 56]),
  () => subject(clebschGordan(VECTORS, VECTORS), [256, 8]),
  () => subject(steerableGate(HIDDEN), [256, 64]),
  () => subject(normGate().on(array(HIDDEN)), [256, 52]),
  () => subject(powerSpectrum().on(array(HIDDEN)), [256, 52]),
  () => subject(sphericalEmbedding(2), [256, 3]),
  () => onStates('Hamiltonian network', hamiltonianNetwork({ degrees: 2, hidden: [32, 32] })),
  () => onStates('Lagrangian network', lagrangianNetwork({ degrees: 2, hidden: [32, 32] })),
  () =>
    onStates('invariant Lagrangian network', invariantLagrangianNetwork({ degrees: 2, hidden: [32, 32] })),
  () => onStates('Helmholtz network', helmholtzNetwork({ degrees: 2, hidden: [32, 32] })),
  () => onStates('Rayleigh network', rayleighNetwork({ degrees: 2, hidden: [32, 32] })),
];

function time({ title, init, apply }: Subject): LayerTimes {
  const step = tf.trainStep<Parameters, null>({
    parameters: init(tf.random(1)),
    loss: (parameters) => tf.mean(tf.square(apply(parameters))) as Scalar,
    optimizer: tf.adam(),
  });
  const run = (steps: number): number => {
    const from = performance.now();
    for (let i = 0; i < steps; i++) step.run(null);
    return (performance.now() - from) / steps;
  };
  run(WARM_UP);
  const steps = Math.max(1, Math.round(ROUND / run(1)));
  const times = spreadOf(Array.from({ length: ROUNDS }, () => run(steps)));
  const mode = step.mode?.reason ?? 'Each step is computed live.';
  step.dispose();
  return { title, times, mode };
}

/** Times a training step through every layer on the active backend, one after the other, and tells each as it comes. */
export function timeLayers(tell: (times: LayerTimes) => void): LayerTimes[] {
  return subjects.map((build) => {
    const times = time(build());
    tell(times);
    return times;
  });
}
