/**
 * Which characters the site's fonts hold; `npm run fonts` cuts them out of the families, a test holds the text to them.
 * Each face is cut in parts: what nearly every page has, and what few have, which a browser fetches only for these.
 */

/** @param {number} from @param {number} to @returns {string} */
function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
}

/** @param {string} all @param {string} some @returns {string} */
const without = (all, some) => [...new Set(all)].filter((character) => !some.includes(character)).join('');

const ascii = range(0x20, 0x7e);

/** Words, signs that stand in a sentence, and the accents that are met most. */
export const textCharacters = `${ascii}\u00a0§°±²³·¹×çèéöü–—‘’“”…′−`;

/** Names of western European authors. */
export const moreTextCharacters = without(`${range(0xa1, 0xff)}‚„‹›†•″`, textCharacters);

/** Names of central European authors. */
export const nameCharacters = 'ŁłŠšŽžŐőČčćńśżęąū';

const greek = range(0x3b1, 0x3c9);

/** A Greek letter → its italic of formulas. @param {string} letter @returns {string} */
const italic = (letter) =>
  String.fromCodePoint(0x1d6fc + (letter.codePointAt(0) ?? 0) - (greek.codePointAt(0) ?? 0));

/** Italic letters of formulas, and raised and lowered digits; what is upright there is in the font of the text. */
export const letterCharacters = [
  range(0x1d434, 0x1d467),
  'ℎℓℝ𝔼𝖳',
  ...[...'αβγδεηθκλμξπρστφχψω'].map(italic),
  // As italics, ∂ and the other ϵ and ϕ.
  '\u{1d715}\u{1d716}\u{1d719}',
  '⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉●◐○',
].join('');

/** Upright Greek, as in the name of a control. */
export const greekCharacters = `ΓΔΘΛΞΠΣΦΨΩ${greek}ϵϕϑ`;

/** Script and blackboard capitals, Greek italics that are seldom used. */
export const moreLetterCharacters = without(`${range(0x1d6e2, 0x1d71b)}ℤℂℕ𝟙ℒℋ𝒪𝒢𝒟`, letterCharacters);

/** Signs of formulas, which stretch and are spaced by the font's table of mathematics, and those of claims, proofs and notes. */
export const signCharacters = `∎≡⏱□↩← !%()+,./:;<=>[]{|}~°±×·¨˙̸‖‾…′→↦∂∇∈∏∑−∗∘√∞∥∫∼≈≠≤≥⋅⋆⊤⟂⟨⟩`;

export const moreSignCharacters = without(
  `"#$&'*-?@\\^_\`÷†∉⊂⊆∪∩∀∃¬∧∨≃≅∝≪≫↔⇒⇔⟶∣⌊⌋⌈⌉⊕⊗⋯⋮⋱∅∖¯ˆ˜⏞⏟↑↓≢≟`,
  signCharacters,
);
