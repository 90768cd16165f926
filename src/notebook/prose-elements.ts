/** The elements that a chapter may use without importing them, and what their attributes take. */

/** `path`: the path to a value; words: one of them; `any`: whoever reads the element checks it. */
type AttributeForm = 'path' | 'any' | readonly string[];

const valueForms = ['percent', 'integer', 'decimal', 'scientific', 'text'];

export const proseElements: Readonly<Record<string, Readonly<Record<string, AttributeForm>>>> = {
  Value: { of: 'path', as: valueForms },
};
