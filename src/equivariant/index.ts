export { act } from './group/action.ts';
export { C4, cyclicGroup } from './group/cyclic.ts';
export { D4, dihedralGroup } from './group/dihedral.ts';
export { directProduct } from './group/direct-product.ts';
export type { DirectProduct } from './group/direct-product.ts';
export { euclideanGroup } from './group/euclidean.ts';
export type { FiniteGroup } from './group/finite-group.ts';
export { isLieGroup } from './group/group.ts';
export type { ConjugacyClass, Group, LieGroup } from './group/group.ts';
export { integersModulo } from './group/integers.ts';
export { O2, O3, orthogonalGroup, SO2, SO3, specialOrthogonalGroup } from './group/orthogonal.ts';
export { symmetricGroup } from './group/symmetric.ts';
export type { Permutation } from './group/symmetric.ts';
export type { Matrix } from './linear/matrix.ts';
export { circleIrrep, reflectedCircleIrrep } from './representation/circle-irreps.ts';
export {
  copies,
  directSum,
  dual,
  restrictToSubspace,
  tensorProduct,
  through,
  trivialRepresentation,
} from './representation/combine.ts';
export { characterProduct, decompose } from './representation/decompose.ts';
export type { Multiplicity } from './representation/decompose.ts';
export { trivialIrrep } from './representation/irrep.ts';
export type { Irrep } from './representation/irrep.ts';
export { irreps, sumOfIrreps } from './representation/irrep-sum.ts';
export type { IrrepSum } from './representation/irrep-sum.ts';
export {
  permutationRepresentation,
  pixelRepresentation,
  regularRepresentation,
} from './representation/permute.ts';
export { planeIrreps, ringIrreps } from './representation/plane-irreps.ts';
export { character } from './representation/representation.ts';
export type { Action, Representation } from './representation/representation.ts';
export { reflectedSphereIrrep, sphereIrrep } from './representation/sphere-irreps.ts';
export type { Parity, SphereIrrep } from './representation/sphere-irreps.ts';
export { sphericalHarmonics } from './representation/spherical-harmonics.ts';
export type { HarmonicNormalisation } from './representation/spherical-harmonics.ts';
export {
  determinantRepresentation,
  directionRepresentation,
  planeRepresentation,
  pointAction,
  standardRepresentation,
} from './representation/standard.ts';
export { signRepresentation, sumZeroRepresentation } from './representation/symmetric-irreps.ts';
export { wigner3j } from './representation/wigner-3j.ts';
export { equivariantMaps, invariantVectors, readableBasis } from './solve/equivariant-maps.ts';
export { assertEquivariant, equivarianceError } from './equivariance-error.ts';
export type { EquivarianceError, Sampling } from './equivariance-error.ts';
export { localEquivarianceError } from './local-equivariance-error.ts';
export type { LocalEquivarianceError } from './local-equivariance-error.ts';
export { bitExact } from './layers/bit-exact.ts';
export { clebschGordan } from './layers/clebsch-gordan.ts';
export { conv } from './layers/conv.ts';
export { deepSets } from './layers/deep-sets.ts';
export { denseImage } from './layers/dense-image.ts';
export { dense } from './layers/dense.ts';
export { egnn } from './layers/egnn.ts';
export { equivariantLinear } from './layers/equivariant-linear.ts';
export { assertExactStride } from './layers/exact-stride.ts';
export { array, image, pairs, regular, set, vector } from './layers/feature-type.ts';
export type { FeatureType } from './layers/feature-type.ts';
export { flatten } from './layers/flatten.ts';
export { frameAveraging } from './layers/frame-averaging.ts';
export { globalPool } from './layers/global-pool.ts';
export { graphConv } from './layers/graph-conv.ts';
export { groupConv } from './layers/group-conv.ts';
export { groupPool } from './layers/group-pool.ts';
export type { Layer, LayerOn, Symmetry } from './layers/layer.ts';
export {
  AFFINE_DIRECTIONS,
  affineMaps,
  drawTransforms,
  invarianceReward,
  learnedInvariance,
} from './layers/learned-invariance.ts';
export { liftingConv } from './layers/lifting-conv.ts';
export { normGate } from './layers/norm-gate.ts';
export { pairsLinear } from './layers/pairs-linear.ts';
export { pairsToSet } from './layers/pairs-to-set.ts';
export { elu, relu, silu, tanh } from './layers/pointwise.ts';
export { powerSpectrum } from './layers/power-spectrum.ts';
export { relaxedGroupConv, relaxedLiftingConv } from './layers/relaxed-conv.ts';
export { pathwayPenalty, residualPathway } from './layers/residual-pathway.ts';
export { reynolds } from './layers/reynolds.ts';
export { sequential } from './layers/sequential.ts';
export { setPool } from './layers/set-pool.ts';
export type { Graph, GraphType, Points, PointsType, Signal } from './layers/signal.ts';
export { harmonicIrreps, sphericalEmbedding } from './layers/spherical-embedding.ts';
export { steerableGate } from './layers/steerable-gate.ts';
export { steerableLinear } from './layers/steerable-linear.ts';
export { steerableProduct } from './layers/steerable-product.ts';
export { avgPool, maxPool } from './layers/spatial-pool.ts';
export { warpImages } from './layers/warp-images.ts';
