/** The published values of a chapter, which come in a file of their own. */

import type { ChapterDescriptor, ChapterOutline } from './descriptor.ts';

/**
 * Fetches what a chapter has published.
 *
 * @throws {Error} when the file cannot be had
 */
export async function loadValues(outline: ChapterOutline): Promise<ChapterDescriptor> {
  const home = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  const response = await fetch(`${home}values/${outline.values}`);
  if (!response.ok) throw new Error(`${response.url} answers with ${response.status}.`);
  const values = (await response.json()) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return { ...outline, cells: outline.cells.map((cell) => ({ ...cell, frozen: values[cell.id] ?? {} })) };
}
