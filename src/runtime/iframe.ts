/** What stands in a page for a figure of this site. */

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The element to be put into a page. `height` is in CSS pixels. */
export function iframeFor(address: string, title: string, height: number): string {
  return `<iframe src="${escape(address)}" title="${escape(title)}" width="100%" height="${height}" loading="lazy" style="border: 0"></iframe>`;
}
