import type { Parameters, Random, Tensor } from '#tensor';
import type { FiniteGroup } from '../group/finite-group.ts';
import type { Group } from '../group/group.ts';
import type { FeatureType } from './feature-type.ts';
import type { Signal, TypeOf } from './signal.ts';

/** A map between feature types with parameters of its own; it holds no tensor, so one layer serves many trees. */
export interface Layer<
  P extends Parameters = Parameters,
  In extends Signal = Tensor,
  Out extends Signal = Tensor,
> {
  readonly name: string;
  readonly inType: TypeOf<In>;
  readonly outType: TypeOf<Out>;
  /** The group that the layer commutes with; absent when it makes no such promise. */
  readonly group?: Group;
  /** What the layer promises of a group that it does not name, or does not meet exactly; absent when it promises nothing more. */
  readonly symmetry?: Symmetry;
  /** Draws fresh parameters, which the caller owns. */
  init(random: Random): P;
  /** Maps a batch; the caller owns the result, but for parts of a signal that are passed on. */
  apply(parameters: P, x: In): Out;
  /** The same map, adding floats in an order that turns with the input; absent where `apply` adds none across pixels or poses. */
  applyBitExact?(parameters: P, x: In, group: FiniteGroup): Out;
}

/** A promise to commute with a group. */
export interface Symmetry {
  /** `Sₙ` for any n, `E(d)` for any d, `C8` … */
  readonly group: string;
  /** Whether it holds to within rounding; if not, `remark` says how far it is off. */
  readonly exact: boolean;
  readonly remark?: string;
}

/** A layer without parameters that fits several types, and is fixed by its place in a `sequential`. */
export interface LayerOn {
  readonly name: string;
  /** @throws when the layer cannot act on that type; names the type and the remedy */
  on(inType: FeatureType): Layer<NoParameters>;
}

/** The parameter tree of a layer that has none. */
export type NoParameters = readonly [];
