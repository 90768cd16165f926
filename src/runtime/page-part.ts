/** Parts of the page that it was built with, by their ids. */

/** @throws {Error} where the page was built without it */
export function pagePart(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page was built without its part “${id}”.`);
  return found;
}

/** Binds a part that not every page has. */
export function bindIf<T>(id: string, bind: (found: HTMLElement) => T): T | undefined {
  const found = document.getElementById(id);
  return found ? bind(found) : undefined;
}
