import { expect, it } from 'vitest';
import { settingsOf } from './settings.ts';
import type { FrozenOutput } from './types.ts';

const settings = (markup: string, outputs: FrozenOutput['outputs']): string =>
  settingsOf({ markup, outputs } as FrozenOutput);

it('each value stands after the label of its control, as a reader sees it', () => {
  expect(
    settings(
      '<form><label>Step size η</label></form><form><label for="a">R &amp; D, x<sub>0</sub></label></form>',
      {
        eta: 0.1,
        x: 'low',
      },
    ),
  ).toBe('Step size η: 0.1, R & D, x0: low');
});

it('lists and empty values are no settings; where labels and values are not as many, values have their names', () => {
  expect(settings('<label>Layer</label><label></label>', { choices: ['a', 'b'], layer: 'a' })).toBe(
    'Layer: a',
  );
  expect(settings('<label>Name</label>', { name: '' })).toBe('');
  expect(settings('<label>Layer</label>', { layer: 'a', depth: 2 })).toBe('layer: a, depth: 2');
});
