/** The rows behind the marks of a plot, for those who would rather read than look. */

import { Mark } from '@observablehq/plot';
import type { TellsRows } from './contract.ts';
import type { DataTable, Datum } from './data-table.ts';

/** What a mark says of itself when a plot initialises it; `Mark` declares none of this in its types. */
export interface InitialisedMark {
  readonly ariaLabel?: string | undefined;
  /** What its author says of it, where several marks of a plot are alike. */
  readonly ariaDescription?: string | undefined;
  /** As the author gave it: two marks of the same array share their rows. */
  readonly given: unknown;
  readonly data: unknown;
  readonly channels: Readonly<
    Record<string, { readonly value?: ArrayLike<unknown>; readonly label?: string }>
  >;
  /** What the plot that it is part of was given. */
  readonly plot?: PlotSaid | undefined;
}

/** Of a plot's options: what it is called and how its axes are labelled. */
export interface PlotSaid extends Readonly<Partial<Record<Axis, AxisSaid>>> {
  readonly ariaLabel?: unknown;
}
interface AxisSaid {
  readonly label?: unknown;
  readonly percent?: unknown;
  readonly transform?: unknown;
}
type Axis = 'fx' | 'fy' | 'x' | 'y';

interface PlotMark {
  readonly data: unknown;
  readonly transform?: unknown;
  readonly ariaLabel?: string;
  readonly ariaDescription?: string;
  initialize(...given: unknown[]): Pick<InitialisedMark, 'data' | 'channels'>;
}

/** What was drawn, and the marks of it. */
interface Heard<T> {
  readonly drawn: T;
  readonly marks: readonly InitialisedMark[];
}

let last: Promise<unknown> = Promise.resolve();

/** Listens to the marks that plots initialise while `draw` runs; one figure after another, so that each hears its own. */
export function listenToMarks<T>(draw: () => Promise<T>): Promise<Heard<T>> {
  const heard = last.then(() => listen(draw));
  last = heard.catch(() => undefined);
  return heard;
}

async function listen<T>(draw: () => Promise<T>): Promise<Heard<T>> {
  const prototype = Mark.prototype as unknown as PlotMark;
  const { initialize } = prototype;
  const marks: InitialisedMark[] = [];
  prototype.initialize = function (this: PlotMark, ...given) {
    const initialised = initialize.apply(this, given);
    const facets = given[1] as InitialisedMark['channels'] | undefined;
    marks.push({
      ariaLabel: this.ariaLabel,
      ariaDescription: this.ariaDescription,
      // What a transform makes of the data are rows of its own.
      given: this.transform ? initialised.data : this.data,
      data: initialised.data,
      channels: { ...facets, ...initialised.channels },
      plot: given[2] as PlotSaid | undefined,
    });
    return initialised;
  };
  try {
    return { drawn: await draw(), marks };
  } finally {
    prototype.initialize = initialize;
  }
}

/** The tables of a figure: of its marks, and what is told of parts that no mark draws. */
export function tablesOf(display: unknown, marks: readonly InitialisedMark[]): DataTable[] {
  const parts = display instanceof Element ? [display, ...display.querySelectorAll('*')] : [];
  const told = parts.flatMap((part) => (part as TellsRows).tellsRows ?? []);
  return [...tabulate(marks), ...told.map(tableOfTold)];
}

function tableOfTold({ name, rows }: NonNullable<TellsRows['tellsRows']>): DataTable {
  const columns = Object.keys(rows[0] ?? {}).map((column) => ({
    name: column,
    values: rows.map((row) => datum((row as Record<string, unknown>)[column])),
  }));
  return { plot: '', marks: name, columns };
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
  return [...byRows.values()].map(tableOf).filter(({ columns }) => (columns[0]?.values.length ?? 0) > 0);
}

/** A rule at plain numbers is a line to read the others by. */
function isReference({ ariaLabel, given }: InitialisedMark): boolean {
  return ariaLabel === 'rule' && Array.isArray(given) && given.every((value) => typeof value !== 'object');
}

/** Channels whose values are coordinates or categories even where the author gave a function for them. */
const positions = ['fx', 'fy', 'x', 'x1', 'x2', 'y', 'y1', 'y2', 'z', 'fill', 'stroke', 'text'];

function tableOf(marks: readonly InitialisedMark[]): DataTable {
  const columns = new Map<string, { values: ArrayLike<unknown>; axis: string | undefined }>();
  const rank = (channel: string): number =>
    positions.includes(channel) ? positions.indexOf(channel) : positions.length;
  const channels = marks
    .flatMap(({ channels, plot }) =>
      Object.entries(channels).map(([name, channel]) => ({
        name,
        ...channel,
        axis: axisName(name, channels, plot),
      })),
    )
    .sort((a, b) => rank(a.name) - rank(b.name));
  for (const { name, value, label, axis } of channels) {
    if (!value || (label === undefined && !positions.includes(name))) continue;
    const own = ownName(name, label);
    if (!columns.has(own)) columns.set(own, { values: value, axis });
  }
  const taken = [...columns].flatMap(([own, { axis }]) => (axis === undefined ? own : [own, axis]));
  const plots = [...new Set(marks.map(({ plot }) => plot?.ariaLabel))];
  const described = marks.flatMap((mark) => mark.ariaDescription ?? []);
  const kinds = marks.map((mark) => mark.ariaLabel ?? 'mark');
  const length = Math.max(0, ...[...columns.values()].map(({ values }) => values.length));
  return {
    plot: plots.length === 1 ? (wordsOf(plots[0]) ?? '') : '',
    marks: [...new Set(described.length > 0 ? described : kinds)].join(' and '),
    columns: [...columns].map(([own, { values, axis }]) => ({
      // What two columns are measured along is not the name of either.
      name: axis !== undefined && taken.filter((name) => name === axis).length === 1 ? axis : own,
      values: Array.from({ length }, (_, i) => datum(values[i])),
    })),
  };
}

/** What channels are called whose names say less to who knows no Plot. */
const plainNames: Readonly<Record<string, string>> = {
  fx: 'panel',
  fy: 'row',
  fill: 'colour',
  stroke: 'colour',
};

/** Field or channel; a place in a pair is not the name of a field. */
function ownName(channel: string, label: string | undefined): string {
  if (label !== undefined && !/^\d+$/.test(label)) return label;
  return plainNames[channel] ?? channel;
}

/** The label of the axis along which a channel is placed, if the axis shows its values as they are. */
function axisName(
  channel: string,
  channels: InitialisedMark['channels'],
  plot: PlotSaid | undefined,
): string | undefined {
  // Areas have one side alone, along the axis that they do not span.
  const alone = /^([xy])1$/.exec(channel)?.[1];
  const axis = plot?.[(alone && !channels[`${alone}2`] ? alone : channel) as Axis];
  return axis?.percent || axis?.transform ? undefined : wordsOf(axis?.label);
}

/** A label without the arrows by which Plot shows its direction. */
function wordsOf(label: unknown): string | undefined {
  if (typeof label !== 'string') return undefined;
  return label.replace(/^[←↑→↓\s]+|[←↑→↓\s]+$/g, '') || undefined;
}

function datum(value: unknown): Datum {
  if (value === null || value === undefined) return '';
  // In JSON there is one nought.
  if (typeof value === 'number') return Number.isFinite(value) ? Number(value.toPrecision(6)) + 0 : '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value as string | boolean | bigint | symbol);
  // The site's colours have names, and mean something.
  return /^var\(--([a-z-]+)\)$/.exec(text)?.[1]?.replaceAll('-', ' ') ?? text;
}
