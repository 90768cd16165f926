/** Claims on the page: the published text until the reader's own values judge it anew, which is marked as theirs. */

import type { Module } from '@observablehq/runtime';
import type { ClaimContext, ClaimFunction } from './contract.ts';
import type { CellDescriptor, ClaimDescriptor } from './descriptor.ts';
import { formatOwn } from './format-value.ts';
import { judge, type Verdict } from './judge-claim.ts';
import { epsilon } from './judge.ts';
import type { LiveCell } from './live-cell.ts';

interface ClaimOptions {
  readonly claims: readonly ClaimDescriptor[];
  readonly cells: readonly CellDescriptor[];
  readonly live: ReadonlyMap<string, LiveCell>;
  /** Does what is shown of a cell rest on code of the reader's? */
  readonly ownCode: (cell: string) => boolean;
  /** Loads the conditions; called when the first value is the reader's own. */
  readonly load: () => Promise<Readonly<Record<string, ClaimFunction>>>;
}

/** Binds the claims of the page to its graph; returns what to call when a live cell's measured speed has changed. */
export function bindClaims(graph: Module, { claims, cells, live, ownCode, load }: ClaimOptions): () => void {
  const context = measurements(live);
  const refreshers = claims.flatMap((claim) => {
    const element = document.querySelector<HTMLElement>(`[data-claim="${claim.id}"]`);
    if (!element) return [];
    const show = bindElement(element);
    const published = claim.inputs.map(({ name, from }) => cells.find((c) => c.id === from)?.frozen[name]);
    let newest: unknown[] = published;
    let judged = 0;
    const refresh = async (): Promise<void> => {
      const turn = ++judged;
      const code = claim.inputs.some(({ from }) => ownCode(from));
      const own = code || claim.kind === 'machine' || newest.some((value, i) => value !== published[i]);
      if (!own) {
        show(undefined);
        return;
      }
      const condition = (await load())[claim.id];
      if (!condition || turn !== judged) return;
      show(
        judge(
          claim,
          condition,
          Object.fromEntries(claim.inputs.map(({ name }, i) => [name, newest[i]])),
          context,
        ),
        code,
      );
    };
    graph
      .variable({
        fulfilled: (values) => {
          newest = values as unknown[];
          if (claim.kind !== 'machine') void refresh();
        },
      })
      .define(
        null,
        claim.inputs.map((input) => input.name),
        (...values: unknown[]) => values,
      );
    return claim.kind === 'machine' ? [refresh] : [];
  });
  return () => refreshers.forEach((refresh) => void refresh());
}

/** What a reader's own runs have measured. */
function measurements(live: ReadonlyMap<string, LiveCell>): ClaimContext {
  const finished = (cell: string) => {
    const measured = live.get(cell);
    // How fast another code is says nothing of this one.
    const state = measured?.ownCode ? undefined : measured?.state;
    return state?.phase === 'finished' ? state : undefined;
  };
  return {
    epsilon,
    seconds: (cell) => {
      const elapsed = finished(cell)?.elapsed;
      return elapsed === undefined ? undefined : elapsed / 1000;
    },
    stepsPerSecond: (cell) => finished(cell)?.last?.stepsPerSecond,
  };
}

const words: Readonly<Record<Verdict['status'], string>> = {
  holds: 'holds in your run',
  fails: 'does not hold in your run',
  measured: 'measured here',
  unknown: '',
};

/** Returns what shows a verdict in the claim's element; `undefined` shows the published text again. */
function bindElement(element: HTMLElement): (verdict: Verdict | undefined, ownCode?: boolean) => void {
  const note = element.querySelector<HTMLElement>('[data-part="own"]');
  const sides = [...element.querySelectorAll<HTMLElement>('[data-side]')].map((side) => ({
    side,
    publishedText: side.textContent,
  }));
  return (verdict, ownCode = false) => {
    const status = verdict?.status ?? 'unknown';
    // What another code gives says nothing of the claim, whichever way it comes out.
    const text = ownCode ? 'with your code' : words[status];
    for (const { side, publishedText } of sides) {
      const value = verdict?.[side.dataset['side'] as 'value' | 'bound'];
      const own = value !== undefined && value !== null;
      side.textContent = own ? formatOwn(value, side.dataset['as']) : publishedText;
      side.toggleAttribute('data-own', own);
      side.title = own ? `From your ${ownCode ? 'code' : 'run'}. Published: ${publishedText.trim()}` : '';
    }
    if (text === '') element.removeAttribute('data-verdict');
    else element.dataset['verdict'] = ownCode ? 'own-code' : status;
    if (!note) return;
    note.hidden = text === '';
    note.textContent = text;
  };
}
