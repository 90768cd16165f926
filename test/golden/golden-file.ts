/** A tensor as golden files hold it: C order. */
export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** One case of a golden file; its other fields depend on the kind of file. */
export interface GoldenCase {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** A file of golden vectors: who made it, and what came out. */
export interface GoldenFile {
  readonly title: string;
  readonly cases: readonly GoldenCase[];
}

/** A kind of golden file and how its cases are replayed. */
export interface GoldenKind {
  readonly name: string;
  recognises(file: GoldenFile): boolean;
  /** Largest error of the case relative to the peer's largest value; throws when the case does not have its fields. */
  replay(given: GoldenCase): number | Coarse | Skipped;
}

/** An error that a wider tolerance than the usual one decides, because the peer's own numbers are no better. */
export interface Coarse {
  readonly error: number;
  readonly tolerance: number;
}

/** Why a case is not replayed. */
export interface Skipped {
  readonly skipped: string;
}

type JsonObject = { readonly [field: string]: unknown };

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a golden file's text. @throws when it is no JSON, or has no `cases`; says what was wrong */
export function parseGoldenFile(text: string): GoldenFile {
  const file: unknown = JSON.parse(text);
  if (!isObject(file) || !Array.isArray(file['cases'])) throw new Error('it has no list of "cases"');
  const cases = file['cases'].map((given: unknown, index): GoldenCase => {
    if (!isObject(given)) throw new Error(`its case ${index} is no object`);
    const { name } = given;
    return { ...given, name: typeof name === 'string' ? name : `case ${index}` };
  });
  if (cases.length === 0) throw new Error('its list of "cases" is empty');
  const { meta } = file;
  const title = isObject(meta) && typeof meta['title'] === 'string' ? meta['title'] : 'untitled';
  return { title, cases };
}

/** Whether a value is a golden tensor, with as many numbers as its shape says. */
export function isGoldenTensor(value: unknown): value is GoldenTensor {
  if (!isObject(value) || !Array.isArray(value['shape']) || !Array.isArray(value['data'])) return false;
  const size = value['shape'].reduce((product: number, side) => product * Number(side), 1);
  return size === value['data'].length && value['data'].every((number) => typeof number === 'number');
}

/** Takes a tensor out of a case. @throws when it is not there, or its shape and its data disagree */
export function tensorAt(given: JsonObject, field: string): GoldenTensor {
  const value = given[field];
  if (!isGoldenTensor(value)) throw new Error(`"${field}" is no tensor { shape, data }`);
  return value;
}

/** Takes a list of tensors out of a case. */
export function tensorsAt(given: JsonObject, field: string): readonly GoldenTensor[] {
  const values = given[field];
  if (!Array.isArray(values) || !values.every(isGoldenTensor))
    throw new Error(`"${field}" is no list of tensors`);
  return values;
}

/** Takes a list of objects out of a case. */
export function objectsAt(given: JsonObject, field: string): readonly JsonObject[] {
  const values = given[field];
  if (!Array.isArray(values) || !values.every(isObject)) throw new Error(`"${field}" is no list of objects`);
  return values;
}

/** Takes a whole number out of a case. */
export function integerAt(given: JsonObject, field: string): number {
  const value = given[field];
  if (!Number.isInteger(value)) throw new Error(`"${field}" is no whole number`);
  return value as number;
}

/** Takes a nested object out of a case. */
export function objectAt(given: JsonObject, field: string): JsonObject {
  const value = given[field];
  if (!isObject(value)) throw new Error(`"${field}" is no object`);
  return value;
}
