/** An apostrophe within a word, as print has it; a prime of a formula stands at the end of one. */
export const typographic = (text: string): string => text.replace(/(?<=\p{L})'(?=\p{L})/gu, '’');
