/** Keeps the site in this browser after a visit, says when a newer version is there, and changes to it as a whole. */

/** Milliseconds after the page is there before the rest of the site is fetched: a reader's own wishes come first. */
const patience = 4000;

/**
 * @param box says how far it is; holds the button by which a reader asks for it
 * @param news says that a newer version is there; holds the button that changes to it
 */
export function bindOffline(box: HTMLElement, news: HTMLElement): void {
  if (!('serviceWorker' in navigator)) return;
  const home = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  const status = box.querySelector<HTMLElement>('[data-part="offline-status"]');
  const keep = box.querySelector<HTMLButtonElement>('button');
  const progress = box.querySelector<HTMLElement>('[data-part="offline-progress"]');
  const tell: Tell = (text, end = true) => {
    // How far it is changes too often to be announced.
    if (status) status.textContent = end ? text : '';
    if (progress) progress.textContent = end ? '' : text;
  };
  box.hidden = false;
  const register = async (): Promise<void> => {
    if (keep) keep.hidden = true;
    try {
      const registration = await navigator.serviceWorker.register(`${home}service-worker.js`, {
        scope: home,
      });
      follow(registration, tell, news);
    } catch (error) {
      tell('The site could not be kept for offline.');
      if (keep) keep.hidden = false;
      console.warn(error);
    }
  };
  keep?.addEventListener('click', () => void register());
  const begin = (): void => {
    // Who saves data is asked; who has kept the site before is not asked again.
    if (navigator.serviceWorker.controller || !savesData()) setTimeout(() => void register(), patience);
  };
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

/** Says how far it is; at the `end`, which is announced, how it went. */
type Tell = (text: string, end?: boolean) => void;

function savesData(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true || document.documentElement.dataset['levelBecause'] === 'save-data';
}

function follow(registration: ServiceWorkerRegistration, tell: Tell, news: HTMLElement): void {
  const announce = (worker: ServiceWorker): void => {
    news.hidden = false;
    news.querySelector('button')?.addEventListener('click', () => worker.postMessage('take over'));
  };
  const watch = (worker: ServiceWorker): void => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) announce(worker);
      if (worker.state === 'activated') tell('The whole site is kept in this browser.');
      if (worker.state === 'redundant' && !registration.active)
        tell('The site could not be kept for offline.');
    });
  };
  if (registration.active) tell('The whole site is kept in this browser.');
  if (registration.waiting && navigator.serviceWorker.controller) announce(registration.waiting);
  if (registration.installing) watch(registration.installing);
  registration.addEventListener(
    'updatefound',
    () => registration.installing && watch(registration.installing),
  );
  // A page of the version before must not go on with files of the next one.
  const controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (controlled) location.reload();
  });
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const { type, done, of } = (data ?? {}) as { type?: string; done?: number; of?: number };
    if (type === 'keeping' && done !== of)
      tell(`Keeping the site for offline: ${done} of ${of} files.`, false);
  });
}
