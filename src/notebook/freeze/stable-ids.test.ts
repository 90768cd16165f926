import { describe, expect, it } from 'vitest';
import { stableIds } from './stable-ids.ts';

describe('stableIds', () => {
  const drawn = (n: number) =>
    `<label for="in-${n}">a</label><input id="in-${n}"><clipPath id="clip-${n + 1}"></clipPath>` +
    `<g clip-path="url(#clip-${n + 1})" aria-labelledby="in-${n} other"></g><use href="#clip-${n + 1}"></use>`;

  it('what is drawn first and what is drawn later get the same ids, and references follow', () => {
    const first = stableIds(drawn(1), 'cell');
    expect(stableIds(drawn(57), 'cell')).toBe(first);
    expect(first).toBe(
      '<label for="cell-1">a</label><input id="cell-1"><clipPath id="cell-2"></clipPath>' +
        '<g clip-path="url(#cell-2)" aria-labelledby="cell-1 other"></g><use href="#cell-2"></use>',
    );
  });

  it('two cells share no id', () => {
    expect(stableIds(drawn(1), 'a')).not.toContain('id="b-');
    expect(stableIds('<i data-id="in-1"></i><a href="https://x.org/#in-1">', 'a')).toBe(
      '<i data-id="in-1"></i><a href="https://x.org/#in-1">',
    );
  });
});
