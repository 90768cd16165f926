/** Which characters the site's fonts hold; `npm run fonts` cuts them out of the families, a test holds the text to them. */

/** @param {number} from @param {number} to @returns {string} */
function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
}

const ascii = range(0x20, 0x7e);
const greek = `ΓΔΘΛΞΠΣΦΨΩ${range(0x3b1, 0x3c9)}ϵϕϑ`;
const operators = '∂∇∫∑∏√∞±×÷·⋅∘∗⋆†∈∉⊂⊆∪∩∀∃¬∧∨≤≥≠≈∼≃≅≡∝≪≫→←↔⇒⇔↦⟶∥∣‖⟨⟩⌊⌋⌈⌉⊕⊗−′…⋯⋮⋱∅∖□∎¯ˆ˜˙¨°';

/** Words, names of European authors, and the signs that stand in a sentence. */
export const textCharacters = `${ascii}\u00a0¡§©«°±·»¿×÷${range(0xc0, 0xff)}ŁłŠšŽžŐőČčćńśżęąū–—‘’“”„…‹›†•′″−≈≤≥`;

const superiors = '⁻⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉';

/** Letters and digits of formulas, of the family of the text: upright and italic, Greek, script and blackboard capitals. */
export const letterCharacters = `${ascii}${greek}${range(0x1d434, 0x1d467)}ℎ${range(0x1d6e2, 0x1d71b)}ℝℤℂℕ𝔼𝟙ℒℋℓ𝒪𝒢𝒟${superiors}●◐`;

/** Signs of formulas, which stretch and are spaced by the font's table of mathematics. */
export const signCharacters = `${ascii}${operators}⏞⏟↑↓≢≟`;
