import * as tf from '#tensor';
import type { Tensor, Tensor3D } from '#tensor';

/** Cyclic Jacobi converges quadratically; five rounds leave nothing that float32 could hold for d ≤ 4. For d = 2 one is all. */
const SWEEPS = 5;
const TINY = 1e-30;

/**
 * The principal axes of symmetric matrices, longest first: C = V Λ Vᵀ; differentiable where the eigenvalues differ.
 *
 * Cyclic Jacobi rotations, written in tensors so that they can be part of a training step. The signs of the axes mean
 * nothing. Golub & Van Loan, Matrix Computations, section 8.5.
 *
 * @param symmetric C, [B, d, d]
 * @returns V, [B, d, d], its columns the axes
 */
export function principalAxes(symmetric: Tensor3D): Tensor3D {
  const d = symmetric.shape[1];
  return tf.tidy(() => {
    const identity = tf.broadcastTo(tf.eye(d), symmetric.shape) as Tensor3D;
    const pairs = Array.from({ length: d }, (_, p) =>
      Array.from({ length: d - p - 1 }, (__, i): [number, number] => [p, p + 1 + i]),
    ).flat();
    const turn = ({ matrix, axes }: State, rotation: Tensor3D): State => ({
      matrix: tf.matMul(tf.matMul(rotation, matrix, true), rotation), // Jᵀ C J
      axes: tf.matMul(axes, rotation), // V J
    });
    let state: State = { matrix: symmetric, axes: identity };
    for (let sweep = 0; sweep < (d === 2 ? 1 : SWEEPS); sweep++) {
      for (const [p, q] of pairs) state = turn(state, clearing(state.matrix, p, q));
    }
    for (let round = 1; round < d; round++) {
      for (let p = 0; p + 1 < d; p++) state = turn(state, ordering(state.matrix, p));
    }
    return state.axes;
  });
}

interface State {
  readonly matrix: Tensor3D;
  readonly axes: Tensor3D;
}

/** Entry (p, q) of each matrix, [B, 1, 1]. */
const entry = (matrix: Tensor3D, p: number, q: number): Tensor => tf.slice(matrix, [0, p, q], [-1, 1, 1]);

/** The rotation of axes p and q that makes entry (p, q) vanish. */
function clearing(matrix: Tensor3D, p: number, q: number): Tensor3D {
  const difference = tf.sub(entry(matrix, q, q), entry(matrix, p, p));
  const doubled = tf.mul(entry(matrix, p, q), 2);
  const sign = tf.sub(tf.mul(tf.cast(tf.greaterEqual(difference, 0), 'float32'), 2), 1); // ±1, and never 0
  const length = tf.sqrt(tf.add(tf.add(tf.square(difference), tf.square(doubled)), TINY));
  const tangent = tf.div(tf.mul(sign, doubled), tf.add(tf.abs(difference), length));
  const cosine = tf.reciprocal(tf.sqrt(tf.add(tf.square(tangent), 1)));
  return planeRotation(matrix.shape[1], p, q, cosine, tf.mul(tangent, cosine));
}

/** A quarter turn of axes p and p + 1 where they stand in the wrong order, else the identity. */
function ordering(matrix: Tensor3D, p: number): Tensor3D {
  const wrong = tf.cast(tf.less(entry(matrix, p, p), entry(matrix, p + 1, p + 1)), 'float32');
  return planeRotation(matrix.shape[1], p, p + 1, tf.sub(1, wrong), wrong);
}

/** J with J_pp = J_qq = cos, J_pq = sin, J_qp = −sin, else the identity; cos, sin [B, 1, 1] → [B, d, d]. */
function planeRotation(d: number, p: number, q: number, cosine: Tensor, sine: Tensor): Tensor3D {
  const constant = (at: (row: number, column: number) => number): Tensor =>
    tf.tensor2d(
      Array.from({ length: d }, (_, row) => Array.from({ length: d }, (__, column) => at(row, column))),
    );
  const inPlane = (row: number): boolean => row === p || row === q;
  const rest = constant((row, column) => Number(row === column && !inPlane(row)));
  const even = constant((row, column) => Number(row === column && inPlane(row)));
  const odd = constant(
    (row, column) => Number(row === p && column === q) - Number(row === q && column === p),
  );
  return tf.add(rest, tf.add(tf.mul(cosine, even), tf.mul(sine, odd)));
}
