/**
 * The height that a block with a figure takes, rather too much than too little: for a block that is not laid out yet. It
 * would else reach over what follows, as some who look at a page without seeing it measure it (Lighthouse, for one).
 */

/** Characters on a line, at the least, of a title and of smaller print, in a window where the figure is `narrow` or `wide`. */
const perLine = { narrow: { title: 38, small: 48 }, wide: { title: 58, small: 72 } };

interface Block {
  readonly title: string;
  /** What it shows, as published. */
  readonly markup: string;
  /** HTML of what stands below. */
  readonly caption: string;
}

/** Styles that say how much room to keep for it; none where its height is not known. */
export function roomFor({ title, markup, caption }: Block): string | undefined {
  const [wide = '', narrow = wide] = markup.split('<div class="figure-narrow">');
  const rooms = Object.entries({ narrow, wide }).map(([width, shown]) => {
    const pixels = heightOfFigures(shown, width === 'narrow' ? 350 : 680);
    const { title: short, small } = perLine[width as keyof typeof perLine];
    const lines = (text: string, length: number): number => Math.ceil(wordsOf(text).length / length);
    const paragraphs = caption.split('<p').length;
    const rem =
      0.55 +
      1.17 * lines(title, short) +
      // Words over the figure, and a player below it.
      (shown.includes('figure-words') ? 0.8 + 1.2 * lines(shown, small) : 0) +
      (shown.includes('class="player"') ? 3.4 : 0) +
      (caption ? 1.2 + 0.5 * paragraphs + 1.15 * lines(caption, small) : 0) +
      (width === 'narrow' ? 2.2 : 1.4);
    return pixels === undefined ? undefined : `--${width}:calc(${pixels}px + ${rem.toFixed(1)}rem)`;
  });
  return rooms.includes(undefined) ? undefined : rooms.join(';');
}

/** Pictures stand beside each other where there is room, and else below each other. */
function heightOfFigures(markup: string, column: number): number | undefined {
  let [height, rowHeight, left] = [0, 0, 0];
  const pictures = [...markup.matchAll(/<svg [^>]*>/g)].map(([tag]) =>
    ['width', 'height'].map((name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(tag)?.[1])),
  );
  for (const [wide = NaN, high = NaN] of pictures) {
    if (wide > left) [height, rowHeight, left] = [height + rowHeight, 0, column];
    left -= wide;
    rowHeight = Math.max(rowHeight, high);
  }
  const total = height + rowHeight;
  return pictures.length > 0 && pictures.flat().every(Number.isFinite) ? total : undefined;
}

/** What is read of markup; formulas without their TeX, which is longer than what is shown. */
const wordsOf = (markup: string): string =>
  markup
    .replace(/<(annotation|svg|button)\b[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '')
    .trim();
