/** Is this a parameter of the address that says nothing of cells: one that other sites append to links? */
export function isForeign(name: string): boolean {
  return /^(utm_\w+|fbclid|gclid|ref)$/.test(name);
}
