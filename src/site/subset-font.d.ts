/** The package has no types of its own. */
declare module 'subset-font' {
  /** The characters of `text` out of a font, as bytes of the target format. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: 'truetype' | 'woff2' },
  ): Promise<Uint8Array>;
}
