/** The rows behind the marks of a plot, for those who would rather read than look. */

import { Mark } from '@observablehq/plot';

/** What a mark says of itself when a plot initialises it; `Mark` declares none of this in its types. */
export interface InitialisedMark {
  readonly ariaLabel?: string | undefined;
  /** As the author gave it: two marks of the same array share their rows. */
  readonly given: unknown;
  readonly data: unknown;
  readonly channels: Readonly<
    Record<string, { readonly value?: ArrayLike<unknown>; readonly label?: string }>
  >;
}

export interface DataTable {
  /** The marks that show these rows, such as “line and dot”. */
  readonly marks: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface PlotMark {
  readonly data: unknown;
  readonly transform?: unknown;
  readonly ariaLabel?: string;
  initialize(...given: unknown[]): Pick<InitialisedMark, 'data' | 'channels'>;
}

let last: Promise<unknown> = Promise.resolve();

/** Listens to the marks that plots initialise while `draw` runs; one figure after another, so that each hears its own. */
export function listenToMarks(draw: () => Promise<unknown>): Promise<InitialisedMark[]> {
  const marks = last.then(() => listen(draw));
  last = marks.catch(() => undefined);
  return marks;
}

async function listen(draw: () => Promise<unknown>): Promise<InitialisedMark[]> {
  const prototype = Mark.prototype as unknown as PlotMark;
  const { initialize } = prototype;
  const marks: InitialisedMark[] = [];
  prototype.initialize = function (this: PlotMark, ...given) {
    const initialised = initialize.apply(this, given);
    const facets = given[1] as InitialisedMark['channels'] | undefined;
    marks.push({
      ariaLabel: this.ariaLabel,
      // What a transform makes of the data are rows of its own.
      given: this.transform ? initialised.data : this.data,
      data: initialised.data,
      channels: { ...facets, ...initialised.channels },
    });
    return initialised;
  };
  try {
    await draw();
  } finally {
    prototype.initialize = initialize;
  }
  return marks;
}

/** Marks that frame the data, or say again what another mark says. */
const framing = /axis|grid|frame|tip|crosshair/;

/** One table for each array of rows that marks show; axes, labels and reference lines are left out. */
export function tabulate(marks: readonly InitialisedMark[]): DataTable[] {
  const shown = marks.filter(
    ({ ariaLabel = '', data }) => !framing.test(ariaLabel) && data !== null && data !== undefined,
  );
  const bearing = shown.filter((mark) => mark.ariaLabel !== 'text' && !isReference(mark));
  const byRows = new Map<unknown, InitialisedMark[]>();
  for (const mark of bearing.length > 0 ? bearing : shown)
    byRows.set(mark.given, [...(byRows.get(mark.given) ?? []), mark]);
  return [...byRows.values()]
    .map(tableOf)
    .filter(({ rows, columns }) => rows.length > 0 && columns.length > 0);
}

/** A rule at plain numbers is a line to read the others by. */
function isReference({ ariaLabel, given }: InitialisedMark): boolean {
  return ariaLabel === 'rule' && Array.isArray(given) && given.every((value) => typeof value !== 'object');
}

/** Channels whose values are coordinates or categories even where the author gave a function for them. */
const positions = ['fx', 'fy', 'x', 'x1', 'x2', 'y', 'y1', 'y2', 'z', 'fill', 'stroke', 'text'];

function tableOf(marks: readonly InitialisedMark[]): DataTable {
  const columns = new Map<string, ArrayLike<unknown>>();
  const rank = (name: string): number =>
    positions.includes(name) ? positions.indexOf(name) : positions.length;
  const channels = marks
    .flatMap((mark) => Object.entries(mark.channels))
    .sort(([a], [b]) => rank(a) - rank(b));
  for (const [name, { value, label }] of channels)
    if (value && (label !== undefined || positions.includes(name))) {
      const column = label ?? name;
      if (!columns.has(column)) columns.set(column, value);
    }
  const length = Math.max(0, ...[...columns.values()].map((values) => values.length));
  return {
    marks: [...new Set(marks.map((mark) => mark.ariaLabel ?? 'mark'))].join(' and '),
    columns: [...columns.keys()],
    rows: Array.from({ length }, (_, i) => [...columns.values()].map((values) => cellText(values[i]))),
  };
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value as string | boolean | bigint | symbol);
}
