/** What a reader can set in a chapter, its controls and its seeds: in the panel that says so, and in the address of the page. */

import { inOrder } from './cell-order.ts';
import type { CellDescriptor } from './descriptor.ts';
import { createLinkState, type LinkState } from './link-state.ts';
import { bindIf } from './page-part.ts';
import { bindStatePanel } from './state-panel.ts';
import { seedSetting, type Setting } from './url-state.ts';

/**
 * @param changed is called when one was set
 * @param reset puts the cells back to what was published
 */
export function bindSettings(
  cells: readonly CellDescriptor[],
  changed: () => void,
  reset: () => void,
): LinkState {
  const settings = settingsOf(cells);
  const panel = bindIf('chapter-state', (found) =>
    bindStatePanel(found, () => {
      link.restore();
      reset();
    }),
  );
  const link = createLinkState(
    settings,
    (sentence) => panel?.note(sentence),
    (values) => {
      changed();
      panel?.show(settings, values);
    },
  );
  return link;
}

function settingsOf(cells: readonly CellDescriptor[]): Setting[] {
  const controls = cells.filter((cell) => cell.control);
  return [
    ...controls.flatMap(({ outputs, frozen }) =>
      outputs.map((name) => ({ name, title: name, published: frozen[name] })),
    ),
    ...inOrder(cells).map(({ id, seed }) => seedSetting(id, seed)),
  ];
}
