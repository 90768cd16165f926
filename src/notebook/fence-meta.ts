/** The words after the language of a fence: `ts live id=training title="Two nets" hide long seed=1`. */

import type { CellKind } from './types.ts';

export interface FenceMeta {
  readonly kind: CellKind;
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly hide: boolean;
  readonly long: boolean;
  readonly seed: number;
}

/** A word of the meta that is not understood; `index` counts from the start of the meta. */
export class FenceMetaError extends Error {
  readonly index: number;
  readonly length: number;
  readonly remedy: string;
  constructor(message: string, remedy: string, index: number, length: number) {
    super(message);
    this.index = index;
    this.length = length;
    this.remedy = remedy;
  }
}

const word = /([A-Za-z]+)(?:=(?:"([^"]*)"|(\S*)))?/y;
const identifier = /^[a-z][a-z0-9-]*$/;

/**
 * Reads the meta of a `ts` fence; `undefined` when the fence is a plain listing (first word neither `live` nor `view`).
 *
 * @throws {FenceMetaError} for a word that is not known, or a value that is not of its form.
 */
export function parseFenceMeta(meta: string): FenceMeta | undefined {
  const kind = /^\s*(live|view)(?=\s|$)/.exec(meta);
  if (!kind) return undefined;
  let id: string | undefined;
  let title: string | undefined;
  let hide = false;
  let long = false;
  let seed = 0;
  let index = kind[0].length;
  while (index < meta.length) {
    if (/\s/.test(meta.charAt(index))) {
      index++;
      continue;
    }
    word.lastIndex = index;
    const match = word.exec(meta);
    if (!match) {
      const rest = /^\S+/.exec(meta.slice(index))?.[0] ?? '';
      throw new FenceMetaError(`“${rest}” is not a word of a cell's fence`, knownWords, index, rest.length);
    }
    const [whole, key, quoted, bare] = match;
    const value = quoted ?? bare;
    const fail = (message: string, remedy: string): never => {
      throw new FenceMetaError(message, remedy, index, whole.length);
    };
    switch (key) {
      case 'id':
        if (!value || !identifier.test(value))
          fail(
            `“${value ?? ''}” cannot be the id of a cell`,
            'Use lower-case letters, digits and hyphens, starting with a letter: id=turned-digits.',
          );
        id = value;
        break;
      case 'title':
        if (!value) fail('title has no text', 'Write title="What the figure shows".');
        title = value;
        break;
      case 'hide':
        if (value !== undefined) fail('hide takes no value', 'Write hide alone.');
        hide = true;
        break;
      case 'long':
        if (value !== undefined) fail('long takes no value', 'Write long alone; the page measures how long.');
        if (kind[1] === 'view')
          fail(
            'a view cell cannot be long',
            'Drawing must not hold up the page: compute in a live cell, mark that one long, and draw what it gives.',
          );
        long = true;
        break;
      case 'seed':
        if (!value || !/^\d{1,9}$/.test(value))
          fail(`“${value ?? ''}” is not a seed`, 'A seed is a whole number from 0 to 999999999: seed=1.');
        seed = Number(value);
        break;
      default:
        fail(`“${key}” is not a word of a cell's fence`, knownWords);
    }
    index += whole.length;
  }
  return { kind: kind[1] as CellKind, id, title, hide, long, seed };
}

const knownWords = 'Known words: id=name, title="…", hide, long, seed=1.';
