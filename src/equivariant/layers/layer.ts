import type { Parameters, Random, Tensor } from '#tensor';
import type { FiniteGroup } from '../group/finite-group.ts';
import type { Group } from '../group/group.ts';
import type { FeatureType } from './feature-type.ts';

/** A map between feature types with parameters of its own; it holds no tensor, so one layer serves many trees. */
export interface Layer<P extends Parameters = Parameters> {
  readonly name: string;
  readonly inType: FeatureType;
  readonly outType: FeatureType;
  /** The group that the layer commutes with; absent when it makes no such promise. */
  readonly group?: Group;
  /** Draws fresh parameters, which the caller owns. */
  init(random: Random): P;
  /** Maps a batch; the caller owns the result. */
  apply(parameters: P, x: Tensor): Tensor;
  /** The same map, adding floats in an order that turns with the input; absent where `apply` adds none across pixels or poses. */
  applyBitExact?(parameters: P, x: Tensor, group: FiniteGroup): Tensor;
}

/** A layer without parameters that fits several types, and is fixed by its place in a `sequential`. */
export interface LayerOn {
  readonly name: string;
  /** @throws when the layer cannot act on that type; names the type and the remedy */
  on(inType: FeatureType): Layer<NoParameters>;
}

/** The parameter tree of a layer that has none. */
export type NoParameters = readonly [];
