/**
 * Renames the ids in a cell's markup after the cell. Plot and Inputs number theirs through a whole process, so that what a
 * cell is frozen to would depend on which cells were drawn before it; and two chapters' worth on one page could collide.
 *
 * @param prefix of the new ids: `choices` gives `choices-1`, `choices-2`, … in the order of their appearance
 */
export function stableIds(markup: string, prefix: string): string {
  const ids = [...markup.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '');
  const renamed = new Map([...new Set(ids)].map((id, i) => [id, `${prefix}-${i + 1}`]));
  const rename = (id: string): string => renamed.get(id) ?? id;
  return markup
    .replace(
      /(\s(?:id|for|aria-labelledby|aria-describedby)=")([^"]+)(")/g,
      (_, before: string, list: string, after: string) =>
        [before, list.split(' ').map(rename).join(' '), after].join(''),
    )
    .replace(/(\shref="#|url\(#)([^")]+)/g, (_, before: string, id: string) => before + rename(id));
}
