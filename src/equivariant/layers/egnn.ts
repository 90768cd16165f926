import * as tf from '#tensor';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '#tensor';
import { applyAffine, drawAffine, drawWeight } from './affine.ts';
import type { AffineParameters } from './affine.ts';
import type { Layer } from './layer.ts';
import { applyPerceptron, drawPerceptron } from './perceptron.ts';
import type { PerceptronParameters } from './perceptron.ts';
import { applySilu } from './pointwise.ts';
import { assertPoints } from './signal.ts';
import type { Points, PointsType } from './signal.ts';

/** Options of an E(n)-equivariant graph layer. */
export interface EgnnOptions {
  /** Channels of h in. */
  readonly in: number;
  /** Channels of h out. */
  readonly out: number;
  /** Channels of a message mᵢⱼ. Default: `out`. */
  readonly hidden?: number;
  /** Channels of the features aᵢⱼ of pairs. Default 0: none. */
  readonly pairChannels?: number;
  /** Points have velocities, and the messages push these: eq. 7 of the paper. Default false. */
  readonly velocity?: boolean;
  /** h' = h + φ_h(…) instead of φ_h(…); needs in = out. Default: whether they are equal. */
  readonly residual?: boolean;
  /** Each message is weighed by a number in (0, 1) that it says itself: eq. 8 of the paper. Default false. */
  readonly attention?: boolean;
  /** Pushes along unit vectors (xᵢ − xⱼ)/‖xᵢ − xⱼ‖ instead of differences. Default false. */
  readonly normalize?: boolean;
  /** Bounds φ_x by a tanh. Default false. */
  readonly bounded?: boolean;
  /** How pushes meet: their mean or their sum over who is heard. Default 'mean'. */
  readonly aggregate?: 'mean' | 'sum';
}

/** Parameters of an E(n)-equivariant graph layer; H is `hidden`. */
export type EgnnParameters = {
  /** φ_e, its first weight split by what it reads: hᵢ and hⱼ [Cin, H], ‖xᵢ − xⱼ‖² [1, H], aᵢⱼ [E, H]. */
  readonly message: {
    readonly receiver: Tensor2D;
    readonly sender: Tensor2D;
    readonly distance: Tensor2D;
    readonly pair?: Tensor2D;
    readonly bias: Tensor1D;
    readonly second: Required<AffineParameters>;
  };
  /** φ_x: H → H → 1, the output without a bias. */
  readonly position: PerceptronParameters;
  /** φ_v: Cin → H → 1. */
  readonly velocity?: PerceptronParameters;
  /** φ_h: Cin + H → H → Cout. */
  readonly node: PerceptronParameters;
  /** H → 1. */
  readonly attention?: Required<AffineParameters>;
};

/**
 * Passes messages between points so that a rotation, reflection or translation of space, and a permutation of the
 * points, moves the result along: x and v as vectors, h not at all.
 *
 * mᵢⱼ = φ_e(hᵢ, hⱼ, ‖xᵢ − xⱼ‖², aᵢⱼ)
 * xᵢ' = xᵢ + C Σⱼ (xᵢ − xⱼ) φ_x(mᵢⱼ), C = 1/number of j
 * hᵢ' = φ_h(hᵢ, Σⱼ mᵢⱼ)
 * with velocities: vᵢ' = φ_v(hᵢ) vᵢ + C Σⱼ (xᵢ − xⱼ) φ_x(mᵢⱼ), xᵢ' = xᵢ + vᵢ'
 *
 * Any number of dimensions and points; SiLU throughout. A reflection is among the motions, so a target that tells left
 * from right cannot be learned. Satorras, Hoogeboom & Welling 2021, arXiv:2102.09844, eqs. 3–8. Unlike the authors'
 * code for n-body systems, no component of a push is clipped, which would not commute with rotations.
 *
 * @throws when applied, if a part of the signal has another shape, or velocities are missing or too many
 *
 * @example
 * ```ts
 * import * as tf from '#tensor';
 * import { egnn } from '#equivariant';
 *
 * const draw = tf.random(seed);
 * const layer = egnn({ in: 1, out: 1, hidden: 8 });
 * const parameters = layer.init(draw);
 * const h = tf.tensor3d([1, 1, 1, 1], [1, 4, 1]);
 * const x = tf.tensor3d(Array.from({ length: 8 }, draw.normal), [1, 4, 2]);
 * const mirrored = tf.reverse(x, 2);
 * const here = layer.apply(parameters, { h, x });
 * const there = layer.apply(parameters, { h, x: mirrored });
 * const error = tf.tidy(() => tf.max(tf.abs(tf.sub(tf.reverse(here.x, 2), there.x))).dataSync()[0]);
 * ({ error, moved: Array.from(here.x.dataSync()) });
 * ```
 */
export function egnn(options: EgnnOptions): Layer<EgnnParameters, Points, Points> {
  const {
    in: channelsIn,
    out: channelsOut,
    hidden = channelsOut,
    pairChannels = 0,
    velocity = false,
  } = options;
  const { residual = channelsIn === channelsOut, attention = false } = options;
  const name = `egnn ${channelsIn} → ${channelsOut}${velocity ? ', velocities' : ''}`;
  if (residual && channelsIn !== channelsOut) {
    throw new Error(`${name} cannot add h to h'; make in = out, or say residual: false.`);
  }
  const inType: PointsType = { kind: 'points', channels: channelsIn, pairChannels, velocity };
  return {
    name,
    symmetry: { group: 'E(n) × Sₙ', exact: true },
    inType,
    outType: { ...inType, channels: channelsOut },
    init(random) {
      const position = drawPerceptron({ in: hidden, hidden, out: 1 }, random.fork('position'), false);
      const { weight } = position.second;
      // Points hardly move at first, as in the authors' code: large pushes in many layers would throw them apart.
      const small = tf.mul<Tensor2D>(weight, 0.001);
      weight.dispose();
      return {
        message: {
          receiver: drawWeight(channelsIn, hidden, random.fork('receiver')),
          sender: drawWeight(channelsIn, hidden, random.fork('sender')),
          distance: drawWeight(1, hidden, random.fork('distance')),
          ...(pairChannels > 0 && { pair: drawWeight(pairChannels, hidden, random.fork('pair')) }),
          bias: tf.zeros([hidden]) as Tensor1D,
          second: drawAffine(hidden, hidden, random.fork('message')),
        },
        position: { ...position, second: { weight: small } },
        ...(velocity && {
          velocity: drawPerceptron({ in: channelsIn, hidden, out: 1 }, random.fork('velocity')),
        }),
        node: drawPerceptron({ in: channelsIn + hidden, hidden, out: channelsOut }, random.fork('node')),
        ...(attention && { attention: drawAffine(hidden, 1, random.fork('attention')) }),
      };
    },
    apply(parameters, points) {
      assertPoints(inType, points, name);
      const { h, x, v, a } = points;
      const moved = tf.tidy(() => {
        const { weights, heard } = neighbourhood(points); // [B or 1, n, n, 1], [B or 1, n, 1]
        const difference = tf.sub(tf.expandDims(x, 2), tf.expandDims(x, 1)); // xᵢ − xⱼ: [B, n, n, d]
        const squared = tf.sum(tf.square(difference), 3, true) as Tensor4D; // [B, n, n, 1]
        const said = messages(parameters, h, squared, a); // mᵢⱼ: [B, n, n, H]
        const direction = options.normalize ? tf.div(difference, lengths(squared)) : difference;
        const strength = applyPerceptron(said, parameters.position); // φ_x(mᵢⱼ): [B, n, n, 1]
        const weighed = tf.mul(options.bounded ? tf.tanh(strength) : strength, weights);
        const pushes = tf.sum(tf.mul(direction, weighed), 2) as Tensor3D; // [B, n, d]
        const push = options.aggregate === 'sum' ? pushes : tf.div(pushes, heard);
        const sum = tf.sum(tf.mul(said, weights), 2) as Tensor3D; // Σⱼ mᵢⱼ: [B, n, H]
        const update = applyPerceptron(tf.concat([h, sum], 2), parameters.node); // φ_h: [B, n, Cout]
        const faster =
          v &&
          parameters.velocity &&
          tf.add<Tensor3D>(tf.mul(applyPerceptron(h, parameters.velocity), v), push); // v': [B, n, d]
        return {
          h: residual ? tf.add<Tensor3D>(h, update) : update,
          x: tf.add<Tensor3D>(x, faster ?? push),
          ...(faster && { v: faster }),
        };
      });
      return { ...points, ...moved };
    },
  };
}

/** mᵢⱼ = φ_e(hᵢ, hⱼ, ‖xᵢ − xⱼ‖², aᵢⱼ), by its own weight where there is attention; [B, n, n, H]. */
function messages(
  { message, attention }: EgnnParameters,
  h: Tensor3D,
  squared: Tensor4D,
  a: Tensor4D | undefined,
): Tensor4D {
  // A linear map of a concatenation is a sum of linear maps; so each node is mapped once and not once for each pair.
  const receiver = tf.expandDims(applyAffine(h, { weight: message.receiver, bias: message.bias }), 2); // [B, n, 1, H]
  const sender = tf.expandDims(applyAffine(h, { weight: message.sender }), 1); // [B, 1, n, H]
  let read: Tensor = tf.add(tf.add(receiver, sender), tf.mul(squared, message.distance)); // [B, n, n, H]
  if (a && message.pair) read = tf.add(read, applyAffine(a, { weight: message.pair }));
  const said = applySilu(applyAffine(applySilu(read), message.second)) as Tensor4D; // [B, n, n, H]
  return attention ? tf.mul(said, tf.sigmoid(applyAffine(said, attention))) : said;
}

/** Who is heard with which weight, and how many they are, at least 1. */
function neighbourhood({ x, adjacency }: Points): { weights: Tensor; heard: Tensor } {
  const n = x.shape[1];
  if (!adjacency) {
    const others = tf.sub(1, tf.eye(n)); // everyone but oneself
    return { weights: tf.reshape(others, [1, n, n, 1]), heard: tf.scalar(Math.max(n - 1, 1)) };
  }
  return { weights: tf.expandDims(adjacency, 3), heard: tf.maximum(tf.sum(adjacency, 2, true), 1) };
}

/** ‖xᵢ − xⱼ‖ from its square, kept from 0, where its derivative would be infinite: i = j is masked out later. */
const lengths = (squared: Tensor): Tensor => tf.sqrt(tf.maximum(squared, 1e-16));
