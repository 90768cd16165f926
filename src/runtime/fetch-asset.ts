/** The data files of the site, as its pages and their workers get them. */

import dataVersions from 'virtual:notebook/data';

/**
 * Fetches a data file.
 *
 * @throws {Error} when the site has none of this name, or it cannot be had
 */
export async function fetchAsset(name: string): Promise<ArrayBuffer> {
  // A reader's code must not have the page fetch what is no data.
  if (!Object.hasOwn(dataVersions, name)) throw new Error(`The site has no data file “${name}”.`);
  // A host looks at the path alone, a cache at all of it.
  const path = `data/${name}?${dataVersions[name]}`;
  const response = await fetch(`${import.meta.env.BASE_URL.replace(/\/?$/, '/')}${path}`);
  if (!response.ok) throw new Error(`The data file “${name}” could not be loaded (HTTP ${response.status}).`);
  return response.arrayBuffer();
}
