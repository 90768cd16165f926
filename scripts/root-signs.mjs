/**
 * A browser that follows MathML Core reserves for √ the width of its widest variant and draws the one that fits: before the
 * variants of a font for tall roots, a low one leaves a gap behind it. So the font of nearly all formulas knows one √.
 */

const root = 0x221a;

/** Takes the taller variants of √ out of a font’s table of mathematics. @param {Uint8Array} sfnt @returns {Uint8Array} */
export function withOneRoot(sfnt) {
  const bytes = Buffer.from(sfnt);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const glyph = glyphOf(view, root);
  const math = tableOf(view, 'MATH');
  // The OpenType specification, “MATH”: constructions of what stretches upwards, in the order of the glyphs covered.
  const variants = math + view.getUint16(math + 8);
  const place = covered(view, variants + view.getUint16(variants + 2)).indexOf(glyph);
  if (place < 0) throw new Error('The font has no √ that stretches');
  const construction = variants + view.getUint16(variants + 10 + 2 * place);
  view.setUint16(construction, 0); // Nothing is put together of parts,
  view.setUint16(construction + 2, 1); // and there is one variant, the sign itself.
  return bytes;
}

/** Where a table begins. @param {DataView} view @param {string} tag @returns {number} */
function tableOf(view, tag) {
  for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16)
    if ([...tag].every((letter, i) => view.getUint8(at + i) === letter.charCodeAt(0)))
      return view.getUint32(at + 8);
  throw new Error(`The font has no table ${tag}`);
}

/** The glyph of a character, by the segments of `cmap`. @param {DataView} view @param {number} code @returns {number} */
function glyphOf(view, code) {
  const cmap = tableOf(view, 'cmap');
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 8 + 8 * i);
    if (view.getUint16(at) !== 4) continue;
    const size = view.getUint16(at + 6);
    for (let end = at + 14; end < at + 14 + size; end += 2) {
      if (code > view.getUint16(end)) continue;
      const [start, delta, offset] = [size + 2, 2 * size + 2, 3 * size + 2].map((n) => end + n);
      if (code < view.getUint16(start)) break;
      const away = view.getUint16(offset);
      const glyph = away ? view.getUint16(offset + away + 2 * (code - view.getUint16(start))) : code;
      return (glyph + view.getUint16(delta)) & 0xffff;
    }
  }
  throw new Error('The font has no √');
}

/** The glyphs of a coverage table. @param {DataView} view @param {number} at @returns {number[]} */
function covered(view, at) {
  const length = view.getUint16(at + 2);
  const places = Array.from({ length }, (_, i) => i);
  if (view.getUint16(at) === 1) return places.map((i) => view.getUint16(at + 4 + 2 * i));
  return places.flatMap((i) => {
    const [first, last] = [view.getUint16(at + 4 + 6 * i), view.getUint16(at + 6 + 6 * i)];
    return Array.from({ length: last - first + 1 }, (_, j) => first + j);
  });
}
