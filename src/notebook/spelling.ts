/** The word that was probably meant. */

/** The known word nearest to `word`, if it is an edit or two away, which a short word may not be. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const allowed = word.length < 3 ? 0 : word.length < 6 ? 1 : 2;
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of known) {
    const edits = distance(candidate.toLowerCase(), word.toLowerCase());
    if (edits <= allowed && edits < (best?.edits ?? Infinity)) best = { candidate, edits };
  }
  return best?.candidate;
}

/** Edits between two words: a letter more, less or other, or two neighbours swapped (Damerau 1964). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const above = rows[i - 1] ?? [];
    const beforeThat = rows[i - 2] ?? [];
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const other = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (beforeThat[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min(other, swap, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
