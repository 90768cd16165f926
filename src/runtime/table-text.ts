/** A table in words: its rows, its caption, itself as CSV. */

import type { DataColumn, DataTable } from './data-table.ts';

/** The rows as they are read, each with a field for each column. */
export function rowsOf({ columns }: DataTable): string[][] {
  const [first] = columns;
  return (first?.values ?? []).map((_, i) => columns.map(({ values }) => String(values[i] ?? '')));
}

/** Words stand to the left, numbers one above the other. */
export const holdsWords = ({ values }: DataColumn): boolean =>
  values.some((value) => typeof value === 'string' && value !== '');

/**
 * @param tables all of the figure: where they are of several plots, each says of which
 * @param shown how many of its rows are shown
 */
export function captionOf(table: DataTable, tables: readonly DataTable[], shown = Infinity): string {
  const count = table.columns[0]?.values.length ?? 0;
  const rows = count === 1 ? '1 row' : `${count} rows`;
  const several = new Set(tables.flatMap(({ plot }) => plot || [])).size > 1;
  const what = several && table.plot ? `${table.plot}: ${table.marks}` : table.marks;
  return count > shown ? `${what}, the first ${shown} of ${rows}` : `${what}, ${rows}`;
}

/** As RFC 4180 has it, but for the line feeds. */
export function csvOf(table: DataTable): string {
  const lines = [table.columns.map(({ name }) => name), ...rowsOf(table)];
  return `${lines.map((fields) => fields.map(quoted).join(',')).join('\n')}\n`;
}

function quoted(field: string): string {
  return /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
