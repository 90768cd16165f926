/** The path of the first page, with a slash at both ends: every address on the site begins with it. */
export const home = import.meta.env.BASE_URL.replace(/\/?$/, '/');
