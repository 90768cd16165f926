/** The state of a chapter as an address says it: the controls and seeds that differ from the published ones. */

import { isForeign } from './foreign-parameters.ts';

/** Something that the reader can set. */
export interface Setting {
  /** Its name in the address: `examples` for a control, `seed.training` for the seed of a cell. */
  readonly name: string;
  /** How a sentence calls it. */
  readonly title: string;
  readonly published: unknown;
}

const largestSeed = 999_999_999;

/** Is this the name of a seed? Names of controls are identifiers and have no dot. */
export const isSeed = (name: string): boolean => name.startsWith('seed.');

/** The setting of a cell's seed. */
export function seedSetting(cell: string, published: number): Setting {
  return { name: `seed.${cell}`, title: `seed of ${cell}`, published };
}

/**
 * Reads the settings from the query of an address.
 *
 * @returns the values by name of the setting, and a sentence for each parameter that cannot be followed
 */
export function readSettings(
  query: URLSearchParams,
  settings: readonly Setting[],
): { values: Map<string, unknown>; notes: string[] } {
  const values = new Map<string, unknown>();
  const notes: string[] = [];
  for (const [name, text] of query) {
    if (isForeign(name)) continue;
    const setting = settings.find((candidate) => candidate.name === name);
    if (setting === undefined) {
      notes.push(`The link sets “${shorten(name)}”, which this chapter does not have.`);
      continue;
    }
    const value = parse(text, setting);
    if (value === undefined) notes.push(refusal(setting, text));
    else values.set(name, value);
  }
  return { values, notes };
}

/** What is said when a value of the address is not one that the setting can have. */
export function refusal({ title, published }: Setting, value: unknown): string {
  return `The link sets the ${title} to “${shorten(String(value))}”, which it cannot be; it stays ${String(published)}.`;
}

/** The query with what differs from the published state, and with parameters of others as they were. */
export function writeSettings(
  query: URLSearchParams,
  settings: readonly Setting[],
  values: ReadonlyMap<string, unknown>,
): URLSearchParams {
  const written = new URLSearchParams([...query].filter(([name]) => isForeign(name)));
  for (const setting of changedSettings(settings, values))
    written.set(setting.name, format(values.get(setting.name)));
  return written;
}

/** The settings whose value is not the published one. */
export function changedSettings(
  settings: readonly Setting[],
  values: ReadonlyMap<string, unknown>,
): Setting[] {
  return settings.filter(({ name, published }) => {
    const value = values.get(name);
    return value !== undefined && JSON.stringify(value) !== JSON.stringify(published);
  });
}

function parse(text: string, { name, published }: Setting): unknown {
  if (isSeed(name)) {
    const seed = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    return seed <= largestSeed ? seed : undefined;
  }
  switch (typeof published) {
    case 'string':
      return text;
    case 'number': {
      const number = text.trim() === '' ? NaN : Number(text);
      return Number.isFinite(number) ? number : undefined;
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    default:
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return undefined;
      }
  }
}

function format(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
