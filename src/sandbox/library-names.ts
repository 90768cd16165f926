/** What a reader's code can import; the parts of d3 that cells may have besides are not in the sandbox. */
export const libraryNames = [
  '#data',
  '#elementary',
  '#equivariant',
  '#physics',
  '#physics/networks',
  '#tensor',
] as const;
