/** The ledger in the reader's browser: verifies one claim, or all of them, by running what they rest on from nothing. */

import claimConditions from 'virtual:notebook/claims';
import viewCells from 'virtual:notebook/view';
import type { Progress } from './contract.ts';
import { remaining } from './describe.ts';
import type { ChapterOutline, ClaimDescriptor } from './descriptor.ts';
import { formatSide } from './format-value.ts';
import { judge, type Verdict } from './judge-claim.ts';
import { epsilon } from './judge.ts';
import { recompute, withUpstream } from './recompute.ts';
import { createWorkerClient } from './worker-client.ts';

/** How a reader's value stands beside the published one. */
type Agreement = 'identical' | 'consistent' | 'differs' | 'failed';

const words: Readonly<Record<Agreement, string>> = {
  identical: 'Identical: your browser gives the published value, to the last bit.',
  consistent: 'Consistent: the value is another, and the claim holds of it.',
  differs: 'Differs: the claim does not hold of what your browser computed.',
  failed: 'Could not be computed here.',
};

/** Binds the page of the ledger. */
export function startLedger(): void {
  const chapters = JSON.parse(part(document, 'chapters').textContent) as readonly ChapterOutline[];
  const bar = part<HTMLProgressElement>(document, 'progress');
  const status = part(document, 'status');
  const time = part(document, 'remaining');
  const all = part<HTMLButtonElement>(document, 'verify-all');
  const stop = part<HTMLButtonElement>(document, 'stop');
  let abort: AbortController | undefined;

  const verify = async (ids: ReadonlySet<string>): Promise<void> => {
    if (abort) return;
    abort = new AbortController();
    const { signal } = abort;
    const jobs = chapters
      .map((chapter) => ({
        chapter,
        claims: chapter.claims.filter(({ id, kind }) => ids.has(id) && kind !== 'machine'),
      }))
      .filter(({ claims }) => claims.length > 0);
    const cells = jobs.flatMap(({ chapter, claims }) => liveCells(chapter, claims));
    let done = 0;
    const counts: Record<Agreement, number> = { identical: 0, consistent: 0, differs: 0, failed: 0 };
    setBusy(true);
    try {
      for (const { chapter, claims } of jobs) {
        const before = done;
        const verdicts = await verifyChapter(chapter, claims, signal, (cell, progress) => {
          done = before + liveCells(chapter, claims).indexOf(cell);
          bar.max = cells.length;
          bar.value = done + (progress ? progress.step / progress.steps : 0);
          tell(`Running “${cell}” of ${chapter.slug}.`);
          time.textContent = progress ? remaining(progress) : '';
        });
        for (const [id, verdict] of verdicts) counts[show(id, chapter, verdict)]++;
        done = before + liveCells(chapter, claims).length;
      }
      tell(
        Object.entries(counts)
          .filter(([, count]) => count > 0)
          .map(([agreement, count]) => `${count} ${agreement}`)
          .join(', '),
      );
    } catch (error) {
      tell(signal.aborted ? 'Stopped.' : `${(error as Error).name}: ${(error as Error).message}`);
    } finally {
      abort = undefined;
      setBusy(false);
    }
  };

  /** Written only when it changes, so that a screen reader speaks once. */
  const tell = (text: string): void => {
    if (status.textContent !== text) status.textContent = text;
  };
  const setBusy = (busy: boolean): void => {
    if (!busy) time.textContent = '';
    bar.hidden = !busy;
    stop.setAttribute('aria-disabled', String(!busy));
    for (const button of document.querySelectorAll('[data-part="verify"], [data-part="verify-all"]'))
      button.setAttribute('aria-disabled', String(busy));
  };

  all.addEventListener('click', () => {
    void verify(new Set(chapters.flatMap((chapter) => chapter.claims.map(({ id }) => id))));
  });
  stop.addEventListener('click', () => abort?.abort(new Error('Stopped.')));
  for (const button of document.querySelectorAll<HTMLElement>('[data-part="verify"]'))
    button.addEventListener('click', () => void verify(new Set([button.dataset['claimId'] ?? ''])));
  document.documentElement.dataset['ledger'] = 'ready';
}

/** Ids of the live cells on which the claims rest. */
function liveCells({ cells }: ChapterOutline, claims: readonly ClaimDescriptor[]): string[] {
  const needed = withUpstream(
    cells,
    claims.flatMap(({ inputs }) => inputs.map(({ from }) => from)),
  );
  return cells.filter(({ id, kind }) => kind === 'live' && needed.has(id)).map(({ id }) => id);
}

async function verifyChapter(
  { slug, cells }: ChapterOutline,
  claims: readonly ClaimDescriptor[],
  signal: AbortSignal,
  progress: (cell: string, progress: Progress | undefined) => void,
): Promise<Map<string, Verdict>> {
  // A worker holds the cells of one chapter.
  const client = createWorkerClient(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'cells' }),
    () => undefined,
  );
  try {
    const values = await recompute({
      chapter: slug,
      cells,
      wanted: claims.flatMap(({ inputs }) => inputs.map(({ from }) => from)),
      client,
      loadViews: async () => (await viewCells[slug]?.())?.default ?? {},
      progress,
      signal,
    });
    const conditions = (await claimConditions[slug]?.())?.default ?? {};
    const context = { epsilon, seconds: () => undefined, stepsPerSecond: () => undefined };
    return new Map(
      claims.map((claim) => {
        const condition = conditions[claim.id];
        if (!condition) throw new Error(`The site was built without the condition of claim “${claim.id}”.`);
        return [claim.id, judge(claim, condition, Object.fromEntries(values), context)];
      }),
    );
  } finally {
    client.close();
  }
}

/** Writes a verdict beside its claim. */
function show(id: string, { claims }: ChapterOutline, { status, value, bound }: Verdict): Agreement {
  const claim = claims.find((candidate) => candidate.id === id);
  const same = value !== null && value === claim?.value && bound === claim.bound;
  const agreement: Agreement =
    status === 'unknown' ? 'failed' : status === 'fails' ? 'differs' : same ? 'identical' : 'consistent';
  const row = document.getElementById(id);
  if (!row) return agreement;
  row.dataset['agreement'] = agreement;
  const verdict = part(row, 'verdict');
  verdict.hidden = false;
  verdict.textContent = `${words[agreement]} Yours: ${formatSide(value)}${bound === null ? '' : ` against ${formatSide(bound)}`}.`;
  return agreement;
}

function part<E extends HTMLElement>(within: ParentNode, name: string): E {
  const found = within.querySelector<E>(`[data-part="${name}"]`);
  if (!found) throw new Error(`The ledger was built without its part “${name}”.`);
  return found;
}
