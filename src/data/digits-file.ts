import { crc32 } from './crc32.ts';

/** Handwritten digits as bytes: `count` images of size × size pixels (0 white paper … 255 ink) and their labels. */
export interface DigitBytes {
  /** [count · size · size] */
  readonly pixels: Uint8Array;
  /** [count], each 0 … 9 */
  readonly labels: Uint8Array;
}

/** What the file of digits holds. */
export interface DigitsFile {
  /** Side of an image, pixels. */
  readonly size: number;
  readonly train: DigitBytes;
  readonly test: DigitBytes;
}

const MAGIC = 0x44475431; // 'DGT1'
const HEADER = 16;
const CHECKSUM = 4;
const REMEDY = 'reload the page, or derive the file again with npm run digits';

/**
 * Packs digits into bytes, all numbers big-endian as in IDX files:
 * 'DGT1', training count, test count, image side (4 bytes each); training labels, test labels, training pixels,
 * test pixels (1 byte each); CRC-32 of all before it (4 bytes).
 */
export function packDigits({ size, train, test }: DigitsFile): Uint8Array<ArrayBuffer> {
  const parts = [train.labels, test.labels, train.pixels, test.pixels];
  const length = HEADER + parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(length + CHECKSUM);
  const view = new DataView(bytes.buffer);
  [MAGIC, train.labels.length, test.labels.length, size].forEach((word, index) =>
    view.setUint32(4 * index, word),
  );
  let offset = HEADER;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  view.setUint32(length, crc32(bytes.subarray(0, length)));
  return bytes;
}

/**
 * Unpacks what `packDigits` made, gzipped or not: some servers undo the compression on the way.
 *
 * @throws when bytes are missing, altered or something else altogether; says which, and the remedy
 */
export async function unpackDigits(file: ArrayBuffer): Promise<DigitsFile> {
  const bytes = isGzip(file) ? await gunzip(file) : new Uint8Array(file);
  const view = new DataView(bytes.buffer);
  if (bytes.length < HEADER + CHECKSUM || view.getUint32(0) !== MAGIC) {
    throw new Error(
      `The file of digits is something else (${bytes.length} bytes, not starting with DGT1); ${REMEDY}.`,
    );
  }
  const [trainCount, testCount, size] = [view.getUint32(4), view.getUint32(8), view.getUint32(12)];
  const length = HEADER + (trainCount + testCount) * (1 + size * size);
  if (bytes.length !== length + CHECKSUM) {
    throw new Error(`The file of digits has ${bytes.length} bytes, not ${length + CHECKSUM}; ${REMEDY}.`);
  }
  if (crc32(bytes.subarray(0, length)) !== view.getUint32(length)) {
    throw new Error(`The file of digits is damaged (its checksum differs); ${REMEDY}.`);
  }
  let offset = HEADER;
  const take = (count: number): Uint8Array => bytes.subarray(offset, (offset += count));
  const [trainLabels, testLabels] = [take(trainCount), take(testCount)];
  const [trainPixels, testPixels] = [take(trainCount * size * size), take(testCount * size * size)];
  return {
    size,
    train: { pixels: trainPixels, labels: trainLabels },
    test: { pixels: testPixels, labels: testLabels },
  };
}

function isGzip(file: ArrayBuffer): boolean {
  const [first, second] = new Uint8Array(file.slice(0, 2));
  return first === 0x1f && second === 0x8b;
}

async function gunzip(file: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const stream = new Blob([file]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (error) {
    throw new Error(`The file of digits (${file.byteLength} bytes) is cut short or damaged; ${REMEDY}.`, {
      cause: error,
    });
  }
}
