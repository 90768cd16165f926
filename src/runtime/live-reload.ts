/** The authoring server only: an edit of the chapter comes to the page without a reload, and what was trained stays. */

import type { ClaimFunction, CellIndex, ViewContext } from './contract.ts';
import type { ChapterPlace } from './descriptor.ts';
import { startChapter, type Chapter } from './chapter.ts';
import { loadValues } from './load-values.ts';

/** The server's word that a chapter has changed and is without mistakes. */
interface Edited {
  readonly slug: string;
}

/** Where the authoring server gives the cells of a chapter. */
const moduleAt = (slug: string, name: string, version: number): string =>
  `${import.meta.env.BASE_URL.replace(/\/?$/, '/')}.notebook/${slug}/${name}.ts?t=${version}`;

/** Follows the edits of the chapter that this page shows. */
export async function followEdits(slug: string, started: Promise<Chapter>): Promise<void> {
  let chapter = await started;
  let shown = '';
  let turn: Promise<void> = Promise.resolve();
  let waiting = false;

  const take = async (): Promise<void> => {
    const response = await fetch(location.href, { cache: 'no-store', headers: { accept: 'text/html' } });
    // The server’s page of an error says more than this one.
    if (!response.ok) {
      location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const article = page.querySelector('article.prose');
    const json = page.getElementById('chapter-cells')?.textContent;
    if (!article || !json) {
      location.reload();
      return;
    }
    document.querySelector('vite-error-overlay')?.remove();
    if (article.outerHTML === shown) return;
    shown = article.outerHTML;
    chapter = await exchange(page, article, JSON.parse(json) as ChapterPlace, chapter);
    document.documentElement.dataset['edits'] = String(
      Number(document.documentElement.dataset['edits'] ?? 0) + 1,
    );
  };
  import.meta.hot?.on('notebook:chapter', (edited: Edited) => {
    if (edited.slug !== slug) return;
    // One that waits for its turn will see this edit too.
    if (waiting) return;
    waiting = true;
    const next = turn.then(() => {
      waiting = false;
      return take();
    });
    turn = next.catch((error: unknown) => {
      console.error(error);
      location.reload();
    });
  });
  document.documentElement.dataset['edits'] = '0';
}

/** Puts the new article in the place of the old one; cells go on with what they hold. */
async function exchange(
  page: Document,
  article: Element,
  place: ChapterPlace,
  before: Chapter,
): Promise<Chapter> {
  const descriptor = await loadValues(place);
  const { slug } = descriptor;
  const version = Date.now();
  const load = async <T>(name: string): Promise<T> =>
    ((await import(/* @vite-ignore */ moduleAt(slug, name, version))) as { default: T }).default;
  const view = await load<CellIndex<ViewContext>>('view');
  before.client.reload(moduleAt(slug, 'live', version));

  before.dispose();
  for (const [id, cell] of [...before.live]) {
    if (descriptor.cells.some((other) => other.id === id && other.kind === 'live')) continue;
    cell.stop();
    void before.client.forget(id);
    before.live.delete(id);
  }

  const fresh = document.importNode(article, true);
  for (const script of fresh.querySelectorAll('script:not([type="application/json"])')) script.remove();
  const old = document.querySelector('article.prose');
  keepUnfolded(old, fresh);
  addStyles(page);
  const { scrollX, scrollY } = window;
  old?.replaceWith(fresh);
  document.title = page.title;
  window.scrollTo(scrollX, scrollY);
  return startChapter(descriptor, before, {
    view,
    claims: () => load<Readonly<Record<string, ClaimFunction>>>('claims'),
  });
}

/** Code that was unfolded stays so, and folded code too. */
function keepUnfolded(old: Element | null, fresh: Element): void {
  for (const section of fresh.querySelectorAll('section[id]')) {
    const before = old?.querySelector(`#${CSS.escape(section.id)} details`);
    section.querySelector('details')?.toggleAttribute('open', before?.hasAttribute('open') ?? false);
  }
}

/** Styles of elements that the chapter did not have before. */
function addStyles(page: Document): void {
  for (const style of page.querySelectorAll('style[data-vite-dev-id]')) {
    const id = style.getAttribute('data-vite-dev-id') ?? '';
    if (!document.querySelector(`style[data-vite-dev-id="${CSS.escape(id)}"]`))
      document.head.append(document.importNode(style, true));
  }
}
