/** The published rows, one a model with its engines side by side. */
import type { Published, PublishedRow } from './published.ts';

export interface ModelTimes {
  readonly model: string;
  readonly title: string;
  readonly chromium: PublishedRow | undefined;
  readonly node: PublishedRow | undefined;
  /** The engine that a reader's browser is compared with. */
  readonly reference: PublishedRow;
}

/** One entry for each model, in the order in which they were measured. */
export function byModel({ rows }: Published): ModelTimes[] {
  return [...new Set(rows.map(({ model }) => model))].map((model) => {
    const own = rows.filter((row) => row.model === model);
    const chromium = own.find(({ engine }) => engine.startsWith('Chromium'));
    const node = own.find(({ engine }) => engine.startsWith('Node'));
    const reference = (chromium ?? own[0])!;
    return { model, title: reference.title, chromium, node, reference };
  });
}

/** The geometric mean of ours over PyTorch, over the models that have both; null when none has. */
export function meanOverPyTorch(rows: readonly PublishedRow[]): number | null {
  const logs = rows.flatMap(({ ours_ms, pytorch_ms }) =>
    pytorch_ms === null ? [] : [Math.log(ours_ms / pytorch_ms)],
  );
  return logs.length === 0 ? null : Math.exp(logs.reduce((a, b) => a + b) / logs.length);
}
