/** How long the page's main thread computes without a pause, in time of the processor: a busy machine does not add to it. */
import type { Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Time on the processor, in microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Starts to watch; the answer stops it and tells the longest task of the page since then, in milliseconds. */
export async function watchTasks(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline'] },
  });
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    const thread = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
    const main = new Set(
      events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(thread),
    );
    const tasks = events.filter((event) => event.name === 'RunTask' && main.has(thread(event)));
    return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000));
  };
}
