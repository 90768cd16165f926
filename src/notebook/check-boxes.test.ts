import { expect, it } from 'vitest';
import { checkBoxes } from './check-boxes.ts';

const boxes = (...checked: boolean[]): string =>
  checked
    .map((on) => `<form><input id="a" type="checkbox"${on ? ' checked' : ''} name="input"></form>`)
    .join('<input type="range" value="1">');

it('a box is checked where its value is true, in the order of the values, whatever stands between', () => {
  const outputs = { seen: true, list: [1], caught: false, heard: true, share: 0.5 };
  expect(checkBoxes({ markup: boxes(false, false, false), outputs })).toBe(boxes(true, false, true));
});

it('markup whose boxes are not one for each value is left', () => {
  const markup = boxes(false, false);
  expect(checkBoxes({ markup, outputs: { seen: true } })).toBe(markup);
  expect(checkBoxes({ markup: '<svg></svg>', outputs: { seen: true } })).toBe('<svg></svg>');
  expect(checkBoxes({ outputs: {} })).toBe('');
});
