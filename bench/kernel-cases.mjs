/** The kernels that are timed alone, at the sizes that the models have. Both sides run them from here. */

/**
 * @typedef {{ shape: number[], below?: number }} Input numbers in [−1, 1), or whole numbers below a bound
 * @typedef {{ title: string, kernel: string, inputs: Record<string, Input>, attrs: object, operations: number }} Case
 */

const dense = { transposeA: false, transposeB: false };
const convolution = { strides: 1, pad: 'same', dilations: 1, dataFormat: 'NHWC' };
const pooling = { filterSize: 2, strides: 2, pad: 'valid' };

/** @returns {Case[]} a convolution of 14 × 14 pixels and its two derivatives */
const convolutions = (/** @type {number} */ channels, /** @type {number} */ outputs) => {
  const x = { shape: [16, 14, 14, channels] };
  const filter = { shape: [3, 3, channels, outputs] };
  const dy = { shape: [16, 14, 14, outputs] };
  const operations = 2 * 16 * 14 * 14 * 9 * channels * outputs;
  const size = `14×14, ${channels}→${outputs}`;
  return [
    { title: `conv2d ${size}`, kernel: 'Conv2D', inputs: { x, filter }, attrs: convolution, operations },
    {
      title: '  toward its input',
      kernel: 'Conv2DBackpropInput',
      inputs: { dy, filter },
      attrs: { ...convolution, inputShape: x.shape },
      operations,
    },
    {
      title: '  toward its filter',
      kernel: 'Conv2DBackpropFilter',
      inputs: { x, dy },
      attrs: { ...convolution, filterShape: filter.shape },
      operations,
    },
  ];
};

/** @returns {Case} */
const unary = (/** @type {string} */ kernel) => ({
  title: `${kernel.toLowerCase()} of 512×200`,
  kernel,
  inputs: { x: { shape: [512, 200] } },
  attrs: {},
  operations: 0,
});

const image = { shape: [64, 28, 28, 8] };
const pooled = { shape: [64, 14, 14, 8] };

/** @type {Case[]} */
export const cases = [
  {
    title: 'matMul 200×200×200',
    kernel: 'BatchMatMul',
    inputs: { a: { shape: [200, 200] }, b: { shape: [200, 200] } },
    attrs: dense,
    operations: 2 * 200 ** 3,
  },
  {
    title: 'matMul 200×512×200, aᵀ b',
    kernel: 'BatchMatMul',
    inputs: { a: { shape: [512, 200] }, b: { shape: [512, 200] } },
    attrs: { ...dense, transposeA: true },
    operations: 2 * 512 * 200 ** 2,
  },
  {
    title: 'matMul 512×200×200, a bᵀ',
    kernel: 'BatchMatMul',
    inputs: { a: { shape: [512, 200] }, b: { shape: [200, 200] } },
    attrs: { ...dense, transposeB: true },
    operations: 2 * 512 * 200 ** 2,
  },
  {
    title: 'matMul 512×200×1',
    kernel: 'BatchMatMul',
    inputs: { a: { shape: [512, 200] }, b: { shape: [200, 1] } },
    attrs: dense,
    operations: 2 * 512 * 200,
  },
  {
    title: 'matMul of 256 matrices 16×16×16',
    kernel: 'BatchMatMul',
    inputs: { a: { shape: [256, 16, 16] }, b: { shape: [256, 16, 16] } },
    attrs: dense,
    operations: 2 * 256 * 16 ** 3,
  },
  ...convolutions(8, 16),
  ...convolutions(32, 64),
  { title: 'maxPool 28×28, 8', kernel: 'MaxPool', inputs: { x: image }, attrs: pooling, operations: 0 },
  {
    title: '  its derivative',
    kernel: 'MaxPoolGrad',
    inputs: { dy: pooled, input: image, output: pooled },
    attrs: pooling,
    operations: 0,
  },
  unary('Tanh'),
  unary('Sigmoid'),
  unary('Exp'),
  unary('Softplus'),
  {
    title: 'add 28×28×8 and a bias',
    kernel: 'Add',
    inputs: { a: image, b: { shape: [8] } },
    attrs: {},
    operations: 0,
  },
  {
    title: 'sum of 512×200 over rows',
    kernel: 'Sum',
    inputs: { x: { shape: [512, 200] } },
    attrs: { axis: [0], keepDims: false },
    operations: 0,
  },
  {
    title: 'sum of 512×200 over columns',
    kernel: 'Sum',
    inputs: { x: { shape: [512, 200] } },
    attrs: { axis: [1], keepDims: false },
    operations: 0,
  },
  {
    title: 'gather 1280 rows of 32',
    kernel: 'GatherV2',
    inputs: { x: { shape: [320, 32] }, indices: { shape: [1280], below: 320 } },
    attrs: { axis: 0, batchDims: 0 },
    operations: 0,
  },
  {
    title: 'segment sum of 1280 rows of 32',
    kernel: 'UnsortedSegmentSum',
    inputs: { x: { shape: [1280, 32] }, segmentIds: { shape: [1280], below: 320 } },
    attrs: { numSegments: 320 },
    operations: 0,
  },
];

/** How long one kernel is timed, milliseconds; once at least. */
const PATIENCE = 120;

/**
 * The shortest of the calls of a kernel, milliseconds: what it takes when nothing else wants the processor.
 *
 * @param {import('@tensorflow/tfjs-core')} tf either side's
 * @param {Case} timed
 */
export function timeKernel(tf, { kernel, inputs, attrs }) {
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, below }], k) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const at = (/** @type {number} */ i) => (i * 7919 + k * 104_729) % 65_536;
      const values = below
        ? Int32Array.from({ length: size }, (_, i) => at(i) % below)
        : Float32Array.from({ length: size }, (_, i) => at(i) / 32_768 - 1);
      return [name, tf.tensor(values, shape, below ? 'int32' : 'float32')];
    }),
  );
  const call = () => {
    const from = performance.now();
    const result = tf.engine().runKernel(kernel, tensors, /** @type {any} */ (attrs));
    const milliseconds = performance.now() - from;
    tf.dispose(result);
    return milliseconds;
  };
  const end = performance.now() + PATIENCE;
  let best = call();
  while (performance.now() < end) best = Math.min(best, call());
  tf.dispose(tensors);
  return best;
}
