/** Brackets beside a list, each from one line of it to a later one, in lanes so that none lies over another. */

export interface Bracket {
  readonly from: number;
  readonly to: number;
  /** 0 is nearest to the list. */
  readonly lane: number;
}

/**
 * Gives each pair of lines the innermost lane that is free between them; short ones are laid first, so that long ones go
 * around them. Pairs that begin at one line share its end only in different lanes.
 */
export function layBrackets(pairs: readonly Omit<Bracket, 'lane'>[]): Bracket[] {
  const laid: Bracket[] = [];
  for (const pair of [...pairs].sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from)) {
    let lane = 0;
    const meets = (other: Bracket): boolean =>
      other.lane === lane && other.from < pair.to && pair.from < other.to;
    while (laid.some(meets)) lane++;
    laid.push({ ...pair, lane });
  }
  return laid;
}
