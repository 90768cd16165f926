/** The elements that a chapter may use without importing them, and what their attributes take. */

/** `path`: the path to a value; words: one of them. */
type AttributeForm = 'path' | readonly string[];

const valueForms = ['percent', 'integer', 'decimal', 'scientific', 'text', 'data'];

export const proseElements: Readonly<
  Record<string, Readonly<Record<string, AttributeForm>> | 'parse-claims.ts reads it'>
> = {
  Value: { of: 'path', as: valueForms },
  Bound: { as: valueForms },
  Claim: 'parse-claims.ts reads it',
};
