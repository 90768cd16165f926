// Follows every link inside a built site, on disk: files, anchors, images, scripts, styles and what the styles refer to.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'node-html-parser';

/** Attributes that hold one address, several (`srcset`), or ids of the same page. */
const addresses = ['href', 'src', 'poster', 'action', 'data', 'xlink:href'];
const idLists = [
  'for',
  'aria-labelledby',
  'aria-describedby',
  'aria-controls',
  'aria-owns',
  'aria-details',
  'list',
];

/** Any origin will do: it only makes relative addresses resolvable. */
const origin = 'http://site.invalid';

/** The file a host would answer with, or undefined. @param {string} folder @param {string} path */
function fileFor(folder, path) {
  const candidates = path.endsWith('/')
    ? [`${path}index.html`]
    : [path, `${path}/index.html`, `${path}.html`];
  return candidates
    .map((candidate) => join(folder, decodeURIComponent(candidate)))
    .find((file) => existsSync(file) && statSync(file).isFile());
}

/** Addresses in a style sheet. @param {string} css */
function addressesInStyle(css) {
  return [...css.matchAll(/url\(\s*(['"]?)(.*?)\1\s*\)/g)].map(([, , address = '']) => address);
}

/** @param {string} html */
function readPage(html) {
  const document = parse(html, { comment: false });
  const elements = document.querySelectorAll('*');
  const names = document.querySelectorAll('a[name]').map((element) => element.getAttribute('name'));
  const ids = [...elements.map(({ id }) => id), ...names].filter((id) => id);
  const duplicates = elements.map(({ id }) => id).filter((id, index, all) => id && all.indexOf(id) !== index);
  const found = elements.flatMap((element) => [
    ...addresses.map((name) => element.getAttribute(name)),
    ...(element.getAttribute('srcset') ?? '').split(',').map((choice) => choice.trim().split(/\s+/)[0]),
    ...addressesInStyle(element.getAttribute('style') ?? ''),
    ...(element.tagName === 'STYLE' ? addressesInStyle(element.rawText) : []),
    ...idLists.flatMap((name) => (element.getAttribute(name) ?? '').split(/\s+/).map((id) => id && `#${id}`)),
  ]);
  return {
    ids: new Set(ids),
    duplicates,
    addresses: found.filter((address) => address !== undefined && address !== ''),
  };
}

/**
 * @param {string} folder a built site
 * @param {string} base the path it is made for, with a slash at both ends
 * @returns {{ pages: number, links: number, problems: string[] }}
 */
export function checkLinks(folder, base) {
  const files = globSync('**/*.{html,css}', { cwd: folder }).map((file) => file.replaceAll('\\', '/'));
  const pages = new Map(
    files
      .filter((file) => file.endsWith('.html'))
      .map((file) => [join(folder, file), readPage(readFileSync(join(folder, file), 'utf8'))]),
  );
  const problems = [];
  let links = 0;
  for (const file of files) {
    const page = pages.get(join(folder, file));
    for (const id of page?.duplicates ?? []) problems.push(`${file}: the id "${id}" is there twice`);
    const found = page?.addresses ?? addressesInStyle(readFileSync(join(folder, file), 'utf8'));
    for (const address of found) {
      const here = `${origin}${base}${file.replace(/(^|\/)index\.html$/, '$1')}`;
      if (!URL.canParse(address, here)) problems.push(`${file}: ${address} is no address`);
      const url = URL.canParse(address, here) ? new URL(address, here) : undefined;
      if (url?.origin !== origin) continue;
      links += 1;
      const target = url.pathname.startsWith(base)
        ? fileFor(folder, url.pathname.slice(base.length))
        : undefined;
      const anchor = decodeURIComponent(url.hash.slice(1));
      if (!target) problems.push(`${file}: ${address} leads nowhere`);
      else if (anchor && pages.has(target) && !pages.get(target)?.ids.has(anchor))
        problems.push(`${file}: ${address} has no such anchor`);
    }
  }
  return { pages: pages.size, links, problems };
}
