/** The search page: Pagefind is loaded when something is asked, and not before. */

/** The part of Pagefind's interface that is used here. */
interface Pagefind {
  init(): Promise<void>;
  filters(): Promise<unknown>;
  debouncedSearch(
    query: string,
    options: { filters?: Record<string, string> },
    milliseconds: number,
  ): Promise<Found | null>;
}
interface Found {
  readonly results: readonly { readonly data: () => Promise<Hit> }[];
  readonly filters: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly totalFilters: Found['filters'];
}
interface Hit {
  readonly excerpt: string;
  readonly meta: {
    readonly title: string;
    readonly kind: string;
    readonly address: string;
    readonly page?: string;
  };
}

/** Results shown at once. */
const atOnce = 12;

export function startSearch(home: string): void {
  const form = document.querySelector<HTMLFormElement>('#search');
  const input = form?.querySelector('input');
  const list = document.querySelector<HTMLOListElement>('#results');
  const status = document.querySelector<HTMLElement>('#search-status');
  const kinds = document.querySelector<HTMLElement>('#kinds');
  const more = document.querySelector<HTMLButtonElement>('#more');
  if (!form || !input || !list || !status || !kinds || !more) return;

  let pagefind: Promise<Pagefind> | undefined;
  const load = (): Promise<Pagefind> => {
    pagefind ??= import(/* @vite-ignore */ `${home}pagefind/pagefind.js`).then(async (loaded: Pagefind) => {
      // Without this, results are not counted by kind.
      await Promise.all([loaded.init(), loaded.filters()]);
      return loaded;
    });
    return pagefind;
  };

  let kind = '';
  let turn = 0;
  const show = async (): Promise<void> => {
    const mine = ++turn;
    const query = input.value.trim();
    remember(query);
    if (query === '') {
      list.replaceChildren();
      status.textContent = '';
      kinds.hidden = more.hidden = true;
      return;
    }
    try {
      const { debouncedSearch } = await load();
      const found = await debouncedSearch(query, kind === '' ? {} : { filters: { kind } }, 120);
      if (!found || mine !== turn) return;
      const [best] = await Promise.all(found.results.slice(0, 1).map(({ data }) => data()));
      if (mine !== turn) return;
      const hits = best && fits(best, query) ? found.results : [];
      status.textContent =
        hits.length === 0 ? `Nothing is found for “${query}”.` : `${hits.length} found for “${query}”.`;
      list.replaceChildren();
      showKinds(found, hits.length > 0);
      let shown = 0;
      const add = async (): Promise<void> => {
        const next = await Promise.all(hits.slice(shown, shown + atOnce).map(({ data }) => data()));
        if (mine !== turn) return;
        shown += next.length;
        list.append(...next.map((hit) => itemOf(hit, home)));
        more.hidden = shown >= hits.length;
      };
      more.onclick = () => void add();
      await add();
    } catch {
      pagefind = undefined;
      status.textContent = 'The index of the search could not be loaded. Is there a network?';
    }
  };

  const showKinds = (found: Found, any: boolean): void => {
    const counts = found.totalFilters['kind'] ?? found.filters['kind'] ?? {};
    for (const button of kinds.querySelectorAll('button')) {
      const own = button.dataset['kind'] ?? '';
      button.hidden = own !== '' && !counts[own] && own !== kind;
      button.setAttribute('aria-pressed', String(own === kind));
    }
    kinds.hidden = !any && kind === '';
  };

  kinds.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('button') : null;
    if (!button) return;
    kind = button.dataset['kind'] ?? '';
    void show();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.focus();
  });
  input.addEventListener('input', () => void show());
  document.addEventListener('keydown', (event) => moveWithArrows(event, input, list));

  input.value = new URLSearchParams(location.search).get('q') ?? '';
  if (input.value !== '') void show();
  input.focus();
}

/**
 * Does what was found share the beginning of a word with what was asked? Where no word fits, Pagefind takes ever fewer of
 * its letters, until some do.
 */
function fits({ excerpt }: Hit, query: string): boolean {
  const asked = query.toLowerCase().split(/\s+/).filter(Boolean);
  return [...excerpt.matchAll(/<mark>([^<]*)<\/mark>/g)].some(([, marked = '']) =>
    asked.some((word) => marked.toLowerCase().includes(word.slice(0, Math.min(4, word.length)))),
  );
}

/** The address is the search, so that it can be come back to. */
function remember(query: string): void {
  const url = new URL(location.href);
  if (query === '') url.searchParams.delete('q');
  else url.searchParams.set('q', query);
  history.replaceState(history.state, '', url);
}

/** Down from the field into the results, up again, and from one to the next. */
function moveWithArrows(event: KeyboardEvent, input: HTMLElement, list: HTMLElement): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const active = document.activeElement;
  if (step === undefined || !active) return;
  const stops: Element[] = [input, ...list.querySelectorAll('a')];
  const at = stops.indexOf(active);
  const next = at < 0 ? undefined : stops[at + step];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

const names: Readonly<Record<string, string>> = {
  chapter: 'Chapter',
  section: 'Section',
  claim: 'Claim',
  cell: 'Cell',
  term: 'Glossary',
  work: 'Work',
  library: 'Library',
  page: 'Page',
};

function itemOf({ excerpt, meta }: Hit, home: string): HTMLElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = home + meta.address;
  link.textContent = meta.title;
  const kind = document.createElement('span');
  kind.className = 'result-kind';
  kind.textContent = [names[meta.kind] ?? meta.kind, meta.page].filter(Boolean).join(' · ');
  const text = document.createElement('p');
  // Of its markup only the marks are kept, so that nothing in a cell's code can be taken for an element.
  for (const piece of excerpt.split(/(<mark>[^<]*<\/mark>)/)) {
    const marked = /^<mark>([^]*)<\/mark>$/.exec(piece);
    const mark = document.createElement(marked ? 'mark' : 'span');
    mark.textContent = decode(marked?.[1] ?? piece);
    text.append(mark);
  }
  item.append(kind, link, text);
  return item;
}

/** Pagefind writes signs of HTML as entities. */
function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', '’')
    .replaceAll('&amp;', '&');
}
