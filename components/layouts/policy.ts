/** The content security policy of every page: scripts come from this site alone, and nothing goes elsewhere. */

import { policyHash as hash, relayHash } from '../../src/sandbox/policy-hash.ts';

/**
 * What stands for a moment in attributes such as `oninput` while Observable Inputs makes a control: the number of the function
 * that takes its place. None of them is a script.
 */
const placeholders = Array.from({ length: 8 }, (_, i) => `::${i}`);

/** @param inline texts of the scripts that stand in the page itself */
export function policyFor(inline: readonly string[]): string {
  return Object.entries({
    'default-src': ["'self'"],
    // The document in which a reader's code runs inherits this policy and narrows it; its one script is named here.
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...inline.map(hash), relayHash],
    'script-src-attr': ["'unsafe-hashes'", ...placeholders.map(hash)],
    // Plot writes a style element into each figure.
    'style-src': ["'self'", "'unsafe-inline'"],
    // Plot draws images as data.
    'img-src': ["'self'", 'data:', 'blob:'],
    'worker-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
  })
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}
