/** Widths in CSS pixels at which frozen figures are drawn: for a text column and for a phone. */
export const figureWidths = { wide: 680, narrow: 350 } as const;
