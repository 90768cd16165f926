/** Is this a parameter of the address that says nothing of cells: the reading level, the theme, or what other sites append to links? */
export function isForeign(name: string): boolean {
  return /^(level|theme|utm_\w+|fbclid|gclid|ref)$/.test(name);
}
