/** A logarithmic axis of milliseconds, by whole decades. */

export interface Axis {
  /** Exponents of ten at both ends. */
  readonly from: number;
  readonly to: number;
  /** Where it lies, in units of the drawing. */
  readonly left: number;
  readonly right: number;
}

/** The axis on which all of these times have room. */
export function axisOver(milliseconds: readonly number[], left: number, right: number): Axis {
  return {
    from: Math.floor(Math.log10(Math.min(...milliseconds))),
    to: Math.ceil(Math.log10(Math.max(...milliseconds))),
    left,
    right,
  };
}

/** Where a time lies; outside of the axis, at its end. */
export function placeOn({ from, to, left, right }: Axis, milliseconds: number): number {
  const share = (Math.log10(milliseconds) - from) / (to - from);
  return left + Math.min(1, Math.max(0, share)) * (right - left);
}

/** A power of ten milliseconds, as one says it. */
export function tick(exponent: number): string {
  const [size, unit] =
    exponent >= 3 ? [exponent - 3, 's'] : exponent >= 0 ? [exponent, 'ms'] : [exponent + 3, 'µs'];
  return `${10 ** size} ${unit}`;
}
