import { readFileSync } from 'node:fs';

/** Paths of all pages of the built site, as its sitemap has them. */
export const sitePages = [
  ...readFileSync('dist/sitemap.xml', 'utf8').matchAll(/<loc>(?:https?:\/\/[^/]+)?(.*?)<\/loc>/g),
].map(([, path = '']) => path);
