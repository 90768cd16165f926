/** Finds the bytes of a data file; the host (worker, Node, test) says how. */
export type AssetSource = (name: string) => Promise<ArrayBuffer>;

let source: AssetSource | undefined;

/** Tells this module where data files come from. A later call replaces the earlier one. */
export function setAssetSource(given: AssetSource): void {
  source = given;
}

/**
 * Loads a data file of the site, whole.
 *
 * @param name the file's name under `public/data/`; write it as a literal, so that the build can check that it is there
 * @throws when no source was set, or when the source cannot find the file; the message names the file
 *
 * @example
 * ```ts
 * import { asset } from '#data';
 *
 * const bytes = await asset('mnist-5000.bin');
 * bytes.byteLength;
 * ```
 */
export async function asset(name: string): Promise<ArrayBuffer> {
  if (!source)
    throw new Error(`Data file ${name}: nobody said where data files are; call setAssetSource first.`);
  try {
    return await source(name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Data file ${name} could not be loaded (${reason}); check the connection and that public/data/${name} is published.`,
      { cause: error },
    );
  }
}
