/** What the tests ask of the reports of cells. */
import type { PlannedCell } from './plan.ts';
import type { CellReport } from './run-cells.ts';

/** In words, each step that was not replayed with the bits of a live one, and each cell that builds steps nobody took. */
export function faults(plan: readonly PlannedCell[], reports: readonly CellReport[]): string[] {
  const trained = reports.filter(({ twins }) => twins.some(({ steps }) => steps > 0));
  const names = (chapter: string, cell: string): string => `${chapter} · ${cell}`;
  const reached = new Set(
    trained.flatMap(({ chapter, cell }) =>
      plan
        .filter((planned) => planned.chapter === chapter && planned.cell === cell)
        .flatMap(({ trains }) => trains.map((source) => names(chapter, source))),
    ),
  );
  const builders = new Set(plan.flatMap(({ chapter, trains }) => trains.map((cell) => names(chapter, cell))));
  return [
    ...[...builders].filter((name) => !reached.has(name)).map((name) => `${name}: no step of it was taken`),
    ...trained.flatMap(({ chapter, cell, twins }) =>
      twins.flatMap(({ difference, mode }) => {
        const fault = difference ?? (mode?.kind === 'replay' ? null : (mode?.reason ?? 'no mode'));
        return fault === null ? [] : [`${names(chapter, cell)}: ${fault}`];
      }),
    ),
  ];
}
