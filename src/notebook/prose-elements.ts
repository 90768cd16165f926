/** The elements that a chapter may use without importing them, and what their attributes take. */

/**
 * What an attribute takes. `path`: the path to a value; `id`: a new anchor; `key`: the name of something that is elsewhere;
 * `keys`: several of them; `target`: an anchor, after the address of another chapter if it is there; `anchor`: one that there
 * was; words: one of them.
 */
export type AttributeForm = 'path' | 'id' | 'key' | 'keys' | 'target' | 'anchor' | 'text' | readonly string[];

export interface ProseElement {
  readonly attributes: Readonly<Record<string, AttributeForm>>;
  /** Those that must be there. */
  readonly required: readonly string[];
  /** In a line of text, or as a block of its own. */
  readonly stands?: 'in a line' | 'as a block';
  /** Something must stand between its tags. */
  readonly says?: boolean;
  /** How it is written, for remedies. */
  readonly example: string;
}

const valueForms = ['percent', 'integer', 'decimal', 'scientific', 'text', 'data'];

const theoremKinds = ['theorem', 'lemma', 'proposition', 'definition', 'corollary'];

export const proseElements: Readonly<Record<string, ProseElement | 'parse-claims.ts reads it'>> = {
  Value: { attributes: { of: 'path', as: valueForms }, required: [], example: '<Value of="name" />' },
  Bound: { attributes: { as: valueForms }, required: [], example: '<Bound as="percent" />' },
  Claim: 'parse-claims.ts reads it',
  Cite: {
    attributes: { of: 'keys', as: ['text'], at: 'text' },
    required: ['of'],
    example: '<Cite of="noether-1918" />',
  },
  Sidenote: {
    attributes: {},
    required: [],
    stands: 'in a line',
    says: true,
    example: 'the theorem<Sidenote>In its first form.</Sidenote>',
  },
  Theorem: {
    attributes: { id: 'id', kind: theoremKinds, title: 'text' },
    required: ['id'],
    stands: 'as a block',
    says: true,
    example: '<Theorem id="conservation" title="Noether 1918">…</Theorem>',
  },
  Proof: { attributes: {}, required: [], stands: 'as a block', says: true, example: '<Proof>…</Proof>' },
  Caption: {
    attributes: { of: 'key' },
    required: ['of'],
    stands: 'as a block',
    says: true,
    example: '<Caption of="walk-figure">…</Caption>',
  },
  Try: {
    attributes: { of: 'key' },
    required: ['of'],
    stands: 'as a block',
    says: true,
    example: '<Try of="walk">…</Try>',
  },
  Term: { attributes: { of: 'key' }, required: ['of'], example: '<Term of="orbit">orbits</Term>' },
  Moved: { attributes: { from: 'anchor' }, required: ['from'], example: '<Moved from="old-anchor" />' },
  Ref: { attributes: { to: 'target' }, required: ['to'], example: '<Ref to="walk-figure" />' },
};
