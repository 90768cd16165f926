/** What was written for the page of a chapter, on a page of another place. */

/**
 * Makes links lead from anywhere to where they led from the chapter's page, in a window of their own.
 *
 * @param page path of the chapter's page, with the base: `/some/base/inductive-bias/`
 */
export function relink(html: string, page: string): string {
  return html.replace(
    /(<a\b[^>]*?\shref=")([^"]*)(")/g,
    (_, before: string, address: string, after: string) =>
      `${before}${resolveFrom(address, page)}${after} target="_blank" rel="noopener"`,
  );
}

/** An address that was written for that page, as a path from the root of the host; one of another host as it is. */
export function resolveFrom(address: string, page: string): string {
  const url = new URL(address, `http://site.invalid${page}`);
  return url.host === 'site.invalid' ? url.pathname + url.search + url.hash : address;
}

/** Published numbers stay as they are where the cells that gave them are not on the page. @param names of values that are */
export function keepPublished(html: string, names: ReadonlySet<string>): string {
  return html.replace(/\sdata-value="([^".]*)[^"]*"/g, (attribute, name: string) =>
    names.has(name) ? attribute : '',
  );
}
