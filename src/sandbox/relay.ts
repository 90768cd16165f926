/** The document of the sandbox: it makes one worker of the text that it is given, and hands over the channel to the page. */

/**
 * The one script of that document. It is named by its hash in the policy of each page, which the document inherits, so it
 * must be the same text at build and in the browser: a text it is.
 */
export const relayScript = `addEventListener('message', ({ data, ports }) => {
const script = new Blob([data.script], { type: 'text/javascript' });
const worker = new Worker(URL.createObjectURL(script), { name: 'edited cells' });
worker.addEventListener('error', ({ message }) => parent.postMessage(String(message ?? ''), '*'));
worker.postMessage({ wasm: data.wasm }, [ports[0], data.wasm]);
}, { once: true });`;

/**
 * The whole document.
 *
 * @param hash of the script, as a policy names it
 */
export function sandboxDocument(hash: string): string {
  const policy = `default-src 'none'; script-src ${hash} 'wasm-unsafe-eval'; worker-src blob:`;
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><script>${relayScript}</script>`;
}
