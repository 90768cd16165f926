/** A cell's value as the prose shows it, at build and after a reader's own run alike. */

import { formatData } from './format-data.ts';

/**
 * Formats a value.
 *
 * @param as `percent` (one decimal), `integer` (thousands separated), `decimal` (three significant digits), `scientific` (two
 *   significant digits and a power of ten), `text`, or `data` (arrays and objects
 *   like their literals)
 * @throws {Error} for a value that is not of that form
 */
export function formatValue(value: unknown, as = 'text'): string {
  if (as === 'text') return String(value);
  if (as === 'data') return formatData(value);
  if (typeof value !== 'number')
    throw new Error(`a value shown as ${as} must be a number; this is ${JSON.stringify(value)}`);
  switch (as) {
    case 'percent':
      return `${(100 * value).toFixed(1)} %`;
    case 'integer':
      return Math.round(value)
        .toString()
        .replace(/\B(?=(\d{3})+$)/g, ',');
    case 'decimal':
      return String(Number(value.toPrecision(3)));
    case 'scientific': {
      const [digits = '', exponent = ''] = value.toExponential(1).split('e');
      const raised = String(Number(exponent)).replace(/./g, (sign) => superscripts[sign] ?? sign);
      return value === 0 ? '0' : `${digits} × 10${raised}`;
    }
    default:
      throw new Error(`“${as}” is not a way to show a value`);
  }
}

/** A value of a reader's run, which may have code of theirs behind it: what is not of the form is shown as it is. */
export function formatOwn(value: unknown, as?: string): string {
  try {
    return formatValue(value, as);
  } catch {
    return formatData(value);
  }
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  ...Object.fromEntries(Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (sign, digit) => [String(digit), sign])),
};

/** A side of a claim's condition in full: every digit of a number, so that two that differ look different. */
export function formatSide(side: number | string | boolean | null): string {
  return side === null ? 'no value' : String(side);
}

/** How far values went, to read rather than to compare: three digits of each end, more only where they would look alike. */
export function formatRange(min: number | string | boolean | null, max: typeof min): string {
  const rough = (side: typeof min): string => {
    if (typeof side !== 'number' || side === 0) return formatSide(side);
    const size = Math.abs(side);
    return formatValue(side, size >= 1e-3 && size < 1e6 ? 'decimal' : 'scientific');
  };
  const ends = [rough(min), rough(max)];
  return (ends[0] === ends[1] ? [formatSide(min), formatSide(max)] : ends).join(' to ');
}
