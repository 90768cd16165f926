/** What a reader has written for a cell, kept in this browser until it is put back or discarded. */

export interface KeptEdit {
  readonly code: string;
  /** The key of the published cell that was edited. */
  readonly of: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const key = (chapter: string, cell: string): string => `edit ${chapter}/${cell}`;

export function keepEdit(chapter: string, cell: string, edit: KeptEdit): void {
  try {
    localStorage.setItem(key(chapter, cell), JSON.stringify(edit));
  } catch {
    // Storage may be off or full; the code then lasts as long as its page.
  }
}

export function recallEdit(chapter: string, cell: string): KeptEdit | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key(chapter, cell)) ?? 'null') as Partial<KeptEdit> | null;
    if (typeof kept?.code !== 'string' || typeof kept.of !== 'string' || typeof kept.at !== 'number')
      return undefined;
    return { code: kept.code, of: kept.of, at: kept.at };
  } catch {
    return undefined;
  }
}

export function forgetEdit(chapter: string, cell: string): void {
  try {
    localStorage.removeItem(key(chapter, cell));
  } catch {
    // Then nothing was kept.
  }
}
