/** The text of a BibTeX file → its entries and their fields as written, each with its place. */

export interface BibField {
  readonly name: string;
  /** Without its braces or quotes. */
  readonly value: string;
  readonly offset: number;
}

export interface BibEntry {
  readonly type: string;
  readonly key: string;
  readonly fields: readonly BibField[];
  /** The whole entry, from its @ on. */
  readonly text: string;
  readonly offset: number;
  /** It ends where its braces end; if they do not, the next entry is not swallowed. */
  readonly closed: boolean;
}

/** Splits a file into entries. An entry begins with @ at the start of a line. */
export function splitEntries(text: string): BibEntry[] {
  const starts = [...text.matchAll(/^@(\w+)\s*\{\s*([^,\s}]*)/gm)].filter(
    ([, type]) => !/^(comment|string|preamble)$/i.test(type ?? ''),
  );
  return starts.map((match, index) => {
    const until = starts[index + 1]?.index ?? text.length;
    const open = text.indexOf('{', match.index);
    const end = closingBrace(text, open, until);
    const bodyFrom = match.index + match[0].length;
    return {
      type: (match[1] ?? '').toLowerCase(),
      key: match[2] ?? '',
      fields: readFields(text, bodyFrom, end ?? until),
      text: text.slice(match.index, end === undefined ? until : end + 1),
      offset: match.index,
      closed: end !== undefined,
    };
  });
}

/** The brace that closes the one at `open`, before `until`. */
function closingBrace(text: string, open: number, until: number): number | undefined {
  let depth = 0;
  for (let at = open; at < until; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (sign === '{') depth++;
    else if (sign === '}' && --depth === 0) return at;
  }
  return undefined;
}

function readFields(text: string, from: number, until: number): BibField[] {
  const fields: BibField[] = [];
  const start = /,\s*([A-Za-z][\w-]*)\s*=\s*/y;
  let at = from;
  while (at < until) {
    start.lastIndex = at;
    const match = start.exec(text);
    if (!match || start.lastIndex >= until) {
      at++;
      continue;
    }
    const offset = at + match[0].indexOf(match[1] ?? '');
    const opens = start.lastIndex;
    let end: number;
    if (text[opens] === '{') end = closingBrace(text, opens, until) ?? until;
    else if (text[opens] === '"') end = text.indexOf('"', opens + 1);
    else end = opens + (/^[^,}\n]*/.exec(text.slice(opens, until))?.[0].length ?? 0);
    if (end < 0 || end > until) end = until;
    const bare = text[opens] !== '{' && text[opens] !== '"';
    fields.push({
      name: (match[1] ?? '').toLowerCase(),
      value: text
        .slice(bare ? opens : opens + 1, end)
        .replace(/\s+/g, ' ')
        .trim(),
      offset,
    });
    at = bare ? end : end + 1;
  }
  return fields;
}
