/** Boxes of a published control that are checked: a box says so by a property, which markup does not carry. */

import type { FrozenOutput } from './types.ts';

/** Checks the boxes of a cell as its values have them, where each box has one. */
export function checkBoxes({ markup = '', outputs }: Pick<FrozenOutput, 'markup' | 'outputs'>): string {
  const box = /<input [^>]*type="checkbox"/g;
  const values = Object.values(outputs).filter((value) => typeof value === 'boolean');
  if (markup.match(box)?.length !== values.length) return markup;
  let met = 0;
  return markup.replace(box, (tag) => (values[met++] ? `${tag} checked` : tag));
}
