/** A cell as the runtime is told of it, for tests that care about a part of it. */

import type { CellOutline } from '../src/runtime/descriptor.ts';

/** A live cell without inputs and outputs, but for what is said of it. */
export const cellOutline = (cell: Partial<CellOutline> & Pick<CellOutline, 'id'>): CellOutline => ({
  kind: 'live',
  inputs: [],
  outputs: [],
  crossing: [],
  control: false,
  long: false,
  seed: 1,
  key: '',
  publishedKey: '',
  ...cell,
});
