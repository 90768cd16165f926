/** What is known of a chapter's cells, which comes in a file of its own. */

import type { ChapterDescriptor, ChapterPlace } from './descriptor.ts';

/**
 * Fetches what a chapter has published.
 *
 * @throws {Error} when the file cannot be had
 */
export async function loadValues({ values, only }: ChapterPlace): Promise<ChapterDescriptor> {
  const home = import.meta.env.BASE_URL.replace(/\/?$/, '/');
  const response = await fetch(`${home}values/${values}`);
  if (!response.ok) throw new Error(`${response.url} answers with ${response.status}.`);
  const chapter = (await response.json()) as ChapterDescriptor;
  if (!only) return chapter;
  const here = (id: string): boolean => only.includes(id);
  return {
    ...chapter,
    cells: chapter.cells.filter(({ id }) => here(id)),
    claims: chapter.claims.filter(({ inputs }) => inputs.every(({ from }) => here(from))),
  };
}
