/** The pages of the rows behind figures: one for each figure that has rows, with a CSV file for each of its tables. */

import { figureWords, type PictureWords } from '../notebook/describe-figure.ts';
import { withUpstream } from '../notebook/freeze/upstream.ts';
import { readPublished } from '../notebook/published.ts';
import { settingsOf } from '../notebook/settings.ts';
import type { DataTable } from '../runtime/data-table.ts';
import { captionOf } from '../runtime/table-text.ts';
import { listChapters } from './chapters.ts';

export interface DataPage {
  /** That of its chapter; the home page has none. */
  readonly folder: string | undefined;
  readonly cell: string;
  /** What the figure is called, and by which number: “Figure 3”. */
  readonly title: string;
  readonly label: string;
  readonly chapter: string;
  /** What the controls are set to on which it depends. */
  readonly settings: string;
  /** One for each picture of the figure. */
  readonly sections: readonly DataSection[];
}

interface DataSection extends PictureWords {
  readonly tables: readonly PublishedTable[];
}

interface PublishedTable {
  readonly table: DataTable;
  readonly caption: string;
  /** Name of its CSV file, without the ending. */
  readonly file: string;
}

/** Those of all chapters, the home page among them. */
export function listDataPages(root: string): DataPage[] {
  return listChapters(root).flatMap(({ chapter, path, title: chapterTitle }) => {
    const frozen = readPublished(root, chapter);
    return chapter.cells.flatMap((cell) => {
      const { id, title = id } = cell.source;
      const { tables = [], markup = '' } = frozen.get(id) ?? {};
      if (tables.length === 0) return [];
      const controls = [...withUpstream(chapter, [cell])].filter(({ control }) => control);
      return {
        folder: path.replace(/\/$/, '') || undefined,
        cell: id,
        title,
        label: chapter.apparatus.targets.find((target) => target.id === id)?.label ?? 'the figure',
        chapter: chapterTitle,
        settings: controls
          .flatMap(({ source }) => frozen.get(source.id) ?? [])
          .map(settingsOf)
          .filter(Boolean)
          .join(', '),
        sections: sectionsOf(
          figureWords(markup),
          tables.map((table, i) => ({
            table,
            caption: captionOf(table, [table]),
            file: tables.length === 1 ? id : `${id}-${i + 1}`,
          })),
        ),
      };
    });
  });
}

/** Gives each table to the picture that it is of; one of several pictures, or of none, to the one before it. */
export function sectionsOf(
  pictures: readonly PictureWords[],
  tables: readonly PublishedTable[],
): DataSection[] {
  const sections = pictures.map((picture) => ({ ...picture, tables: [] as PublishedTable[] }));
  if (sections.length === 0) sections.push({ name: '', description: '', tables: [] });
  let at = 0;
  for (const table of tables) {
    const own = sections.findIndex(({ name }) => name === table.table.plot);
    if (own >= 0) at = own;
    sections[at]?.tables.push(table);
  }
  return sections;
}
