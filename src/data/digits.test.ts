import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as tf from '#tensor';
import { startNodeBackend } from '../../scripts/node-host.ts';
import { setAssetSource } from './asset.ts';
import { crc32 } from './crc32.ts';
import { batchOf, digitBatches, loadDigits } from './digits.ts';

beforeAll(() => startNodeBackend());

const published = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile('public/data/mnist-5000.bin'));

const serve = (bytes: () => Promise<Uint8Array>): void =>
  setAssetSource(async () => new Uint8Array(await bytes()).buffer);

beforeEach(() => serve(published));

describe('crc32', () => {
  it("of '123456789' is the check value CBF43926", () => {
    expect(crc32(new TextEncoder().encode('123456789')).toString(16)).toBe('cbf43926');
  });
});

describe('loadDigits', () => {
  it('gives 4,000 training and 1,000 test digits, equally many of each class, 0 to 1', async () => {
    const { train, test } = await loadDigits({ train: 4000, test: 1000 });
    for (const { digits, perClass } of [
      { digits: train, perClass: 400 },
      { digits: test, perClass: 100 },
    ]) {
      const counts = new Array<number>(10).fill(0);
      for (const label of digits.labels) counts[label] += 1;
      expect(counts).toEqual(new Array(10).fill(perClass));
      expect(digits.images.length).toBe(digits.count * 28 * 28);
      expect([
        digits.images.reduce((a, b) => Math.min(a, b)),
        digits.images.reduce((a, b) => Math.max(a, b)),
      ]).toEqual([0, 1]);
    }
  });

  it('takes the first n of one order: fewer are a beginning of more, and another seed is another order', async () => {
    const labels = async (train: number, seed: number): Promise<number[]> => [
      ...(await loadDigits({ train, test: 10, seed })).train.labels,
    ];
    const [ten, hundred, other] = [await labels(10, 1), await labels(100, 1), await labels(100, 2)];
    expect(hundred.slice(0, 10)).toEqual(ten);
    expect(other).not.toEqual(hundred);
  });

  it('is the same whether or not the server undid the compression', async () => {
    const zipped = await loadDigits({ train: 20, test: 20 });
    serve(async () => gunzipSync(await published()));
    expect(await loadDigits({ train: 20, test: 20 })).toEqual(zipped);
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, 400_000), 'is cut short or damaged'],
    [
      'plain and cut short',
      (bytes: Uint8Array) => gunzipSync(bytes).subarray(0, 3_000_000),
      'has 3000000 bytes, not 3925020',
    ],
    [
      'damaged inside',
      (bytes: Uint8Array) => gunzipSync(bytes).map((byte, i) => (i === 99 ? byte ^ 1 : byte)),
      'its checksum differs',
    ],
    [
      'damaged gzip',
      (bytes: Uint8Array) => bytes.map((byte, i) => (i === 5e5 ? byte ^ 1 : byte)),
      'is cut short or damaged',
    ],
    [
      'a web page',
      () => new TextEncoder().encode('<!doctype html><title>Not found</title>'),
      'is something else (39 bytes',
    ],
    ['empty', () => new Uint8Array(), 'is something else (0 bytes'],
  ])('a file that is %s is refused, with a remedy', async (_, spoil, message) => {
    serve(async () => spoil(await published()));
    await expect(loadDigits({ train: 1, test: 1 })).rejects.toThrow(message);
    await expect(loadDigits({ train: 1, test: 1 })).rejects.toThrow('npm run digits');
  });

  it('a missing file is named, and asked for again next time', async () => {
    let reachable = false;
    serve(async () => {
      if (!reachable) throw new Error('404');
      return published();
    });
    await expect(loadDigits({ train: 1, test: 1 })).rejects.toThrow(
      'mnist-5000.bin could not be loaded (404)',
    );
    reachable = true;
    expect((await loadDigits({ train: 1, test: 1 })).train.count).toBe(1);
  });

  it('more digits than there are: says how many there are', async () => {
    await expect(loadDigits({ train: 4001, test: 1 })).rejects.toThrow(
      '4001 training digits: ask for a whole number from 1 to 4000',
    );
    await expect(loadDigits({ train: 1, test: 0 })).rejects.toThrow('from 1 to 1000');
  });
});

describe('batches', () => {
  it('batchOf gives [n, 28, 28, 1] images and one-hot labels of the digits asked for, in order', async () => {
    const { train } = await loadDigits({ train: 30, test: 1 });
    const { images, labels } = batchOf(train, Int32Array.of(7, 3));
    expect([images.shape, labels.shape]).toEqual([
      [2, 28, 28, 1],
      [2, 10],
    ]);
    expect([...tf.argMax(labels, 1).dataSync()]).toEqual([train.labels[7], train.labels[3]]);
    expect([...images.dataSync()].slice(784)).toEqual([...train.images.subarray(3 * 784, 4 * 784)]);
    tf.dispose([images, labels]);
  });

  it('an epoch deals every digit once, and a step gives the same batch whatever was dealt before', async () => {
    const { train } = await loadDigits({ train: 12, test: 1 });
    // The image itself tells which digit it is.
    const dealt = (deal: ReturnType<typeof digitBatches>, step: number): string[] => {
      const { images, labels } = deal(step);
      const names = tf.unstack(images).map((one) => tf.fingerprint(one));
      tf.dispose([images, labels]);
      return names;
    };
    const deal = digitBatches(train, 4, tf.random(1));
    const epochs = [0, 1].map((epoch) => [0, 1, 2].flatMap((batch) => dealt(deal, 3 * epoch + batch)));
    expect(new Set(epochs[0]).size).toBe(12);
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect([...epochs[0]].sort()).toEqual([...epochs[1]].sort());
    expect(dealt(digitBatches(train, 4, tf.random(1)), 4)).toEqual(epochs[1].slice(4, 8));
    expect(() => digitBatches(train, 13, tf.random(1))).toThrow('take a smaller batch');
  });
});
