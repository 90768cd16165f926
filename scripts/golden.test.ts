import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { isGoldenTensor, parseGoldenFile } from '../test/golden/golden-file.ts';
import type { GoldenCase, GoldenFile } from '../test/golden/golden-file.ts';
import { replay } from '../test/golden/replay.ts';
import { startNodeBackend } from './node-host.ts';

beforeAll(() => startNodeBackend());

const FILES = [
  'groupy_p4_p4m',
  'escnn_regular',
  'uva_gcnn',
  'deepsets',
  'egnn',
  'relaxed_rpp_augerino',
  'e3nn_o3',
  'hnn',
];
const read = (name: string): GoldenFile => parseGoldenFile(readFileSync(`test/golden/${name}.json`, 'utf8'));
const failures = (file: GoldenFile): string[] =>
  replay(file).flatMap(({ name, outcome }) => (outcome === 'failed' ? [name] : []));

/** Every tensor in a case of which the replay says that it compares it, by its path. */
const COMPARED = new Set([
  'matrices_acting_on_(row,col)',
  'product_table_prod[i][j]=index(g_i*g_j)',
  'inverse_table',
  'gf',
  'y',
]);
for (const field of [
  'transformed_filter',
  'y_of_transformed_x',
  'expanded_filter',
  'expanded_bias',
  'gx',
  'y_of_gx',
  'sampled_kernel',
  'y_of_permuted',
  'h_out',
  'x_out',
  'x_out_of_transformed',
  'filter_bank',
  'affine',
  'warped',
  'Y',
  'R',
  'D',
  'C',
  'out',
  'F1',
  'F2_hamiltonian',
  'dF2_dx',
  'time_derivative',
  'grad_of_mse_wrt_params (null = unused)',
  'rk4_increment_dt0.1',
  'q',
  'p',
  'dqdt',
  'dpdt',
]) {
  COMPARED.add(field);
}

/** All copies of a case in which one number of one compared tensor is off by a thousandth of the largest. */
function* corruptions(given: GoldenCase): Generator<{ path: string; spoilt: GoldenCase }> {
  const paths = (value: unknown, path: string[]): string[][] => {
    if (isGoldenTensor(value)) return path.some((step) => COMPARED.has(step)) ? [path] : [];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, child]) => paths(child, [...path, key]));
  };
  for (const path of paths(given, [])) {
    const spoilt = structuredClone(given);
    const { data } = path.reduce(
      (value: unknown, key) => (value as Record<string, unknown>)[key],
      spoilt,
    ) as { data: number[] };
    const scale = Math.max(...data.map(Math.abs), 1e-3);
    data[data.length - 1] += scale / 1000;
    yield { path: path.join('.'), spoilt };
  }
}

describe('replaying golden vectors', () => {
  it.each(FILES)('%s: every case passes', (name) => {
    const verdicts = replay(read(name));
    expect(verdicts.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(verdicts.filter(({ outcome }) => outcome === 'skipped')).toEqual([]);
  });

  it.each(FILES)('%s: one number off by a thousandth fails its case, whichever tensor it is in', (name) => {
    const file = read(name);
    for (const given of file.cases) {
      let tried = 0;
      for (const { path, spoilt } of corruptions(given)) {
        expect(failures({ ...file, cases: [spoilt] }), `${given.name} ${path}`).toEqual([given.name]);
        tried += 1;
      }
      expect(tried, given.name).toBeGreaterThan(0);
    }
  });

  it('a kind is known by its content: without a title, or with one kind alone', () => {
    for (const name of FILES) {
      const file = { ...read(name), title: 'numbers' };
      expect(failures(file)).toEqual([]);
      expect(replay(file).filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(1);
    }
  });

  it('an unknown kind is skipped by name; a case without its fields fails and says which', () => {
    const cases = [{ name: 'one' }];
    expect(replay({ title: 'Steerable toasters', cases })).toEqual([
      { name: 'one', outcome: 'skipped', detail: 'no layers here for the kind "Steerable toasters"' },
    ]);
    const lifting = read('groupy_p4_p4m').cases.find(({ name }) => name === 'p4_lift_3x3') as GoldenCase;
    const [verdict] = replay({ title: 'GrouPy', cases: [{ ...lifting, weight: 3 }] });
    expect(verdict).toMatchObject({ outcome: 'failed', detail: '"weight" is no tensor { shape, data }' });
  });

  it('text that is no golden file is refused', () => {
    expect(() => parseGoldenFile('{')).toThrow();
    expect(() => parseGoldenFile('[]')).toThrow('it has no list of "cases"');
    expect(() => parseGoldenFile('{"cases": []}')).toThrow('its list of "cases" is empty');
  });
});
