/** `<Cite>` → “(Cohen & Welling 2016, § 2)”, each work a link to its place in the bibliography. */

import type { PhrasingContent } from 'mdast';
import { stringAttribute, type JsxElement } from '../notebook/parse-claims.ts';
import type { ShortForm } from './citation-form.ts';
import { link, text } from './nodes.ts';

/**
 * @param count counts the citations of each work in the chapter, for the links back
 */
export function weaveCitation(
  element: JsxElement,
  forms: ReadonlyMap<string, ShortForm>,
  home: string,
  count: (name: string) => number,
): PhrasingContent[] {
  const keys = (stringAttribute(element, 'of') ?? '').split(/\s+/).filter(Boolean);
  const at = stringAttribute(element, 'at');
  const spoken = stringAttribute(element, 'as') === 'text';
  const linked = keys.map((key) => {
    const { names, spoken: said, year } = forms.get(key) ?? { names: key, spoken: key, year: '' };
    const place = at === undefined ? '' : `, ${at}`;
    const words = spoken ? `${said} (${year}${place})` : `${names} ${year}`;
    return link(`${home}bibliography/#${key}`, [text(words)], {
      className: ['cite'],
      id: citationId(key, count(`cite ${key}`)),
    });
  });
  const last = linked.length - 1;
  if (spoken)
    return linked.flatMap((one, index) =>
      index === 0 ? [one] : [text(index === last ? ' and ' : ', '), one],
    );
  const pieces = linked.flatMap((one, index) => (index === 0 ? [one] : [text('; '), one]));
  return [text('('), ...pieces, text(at === undefined ? ')' : `, ${at})`)];
}

/** The anchor of a chapter's n-th citation of a work. */
export const citationId = (key: string, n: number): string => `cite-${key}-${n}`;
