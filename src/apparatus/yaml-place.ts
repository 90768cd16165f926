/** Places in a YAML file. */

import { isMap, isNode, isScalar, type Document } from 'yaml';

/** Where a node of the YAML stands; the key of the entry, where there is none. */
export function placeOf(
  document: Document,
  path: readonly (string | number)[],
): { offset: number; length: number } {
  const node = document.getIn(path, true);
  if (path.length > 1 && isNode(node) && node.range) {
    const [from, to] = node.range;
    return { offset: from, length: Math.max(1, to - from) };
  }
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && key.value === path[0])
    : undefined;
  const range = isScalar(pair?.key) ? pair.key.range : undefined;
  return range ? { offset: range[0], length: range[1] - range[0] } : { offset: 0, length: 1 };
}
