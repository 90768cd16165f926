/** Addresses of the site's pages as others must know them. */

export interface Place {
  /** Where the site is published, without a slash at its end; `undefined` where it is not known. */
  readonly origin: string | undefined;
  /** The path that it is made for, with a slash at both ends. */
  readonly base: string;
}

/** What the build was told: `SITE_URL` and `SITE_BASE`. */
export function placeOf(site: URL | undefined, base: string): Place {
  return { origin: site?.origin, base: base.replace(/\/?$/, '/') };
}

/** The address of a page or file below the base; only its path where the origin is not known. */
export function addressAt({ origin = '', base }: Place, path: string): string {
  return `${origin}${base}${path}`;
}
