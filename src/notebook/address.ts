/** Where chapters stand on the site. */

/** The slug of the chapter that is the home page. */
export const homeSlug = 'home';

/** A chapter's address below the site's base: `inductive-bias/`; that of the home page is the base itself. */
export const addressOf = (slug: string): string => (slug === homeSlug ? '' : `${slug}/`);

/** Where the rows behind a figure are, from its chapter: `data/loss/`. */
export const dataPath = (cell: string): string => `data/${cell}/`;

/** Whether a page shows rows: `inductive-bias/data/loss/`. */
export const isDataPath = (path: string): boolean => /(^|\/)data\/[^/]+\/?$/.test(path);

/** Where the pages to be embedded lie, below the base: `embed/inductive-bias/loss/`. */
export const embedAddress = (slug: string, cell: string): string => `embed/${slug}/${cell}/`;
