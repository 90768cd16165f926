import { expect, test } from 'vitest';
import { lateScripts } from './late-scripts.ts';

const page = (script: string): string => `<html><head><title>x</title></head><body>${script}</body></html>`;

test('scripts and what they share are fetched last, below a path too', () => {
  expect(lateScripts(page('<script type="module" src="/base/_astro/a.js"></script>'), 'shared.1.js')).toBe(
    '<html><head><title>x</title><link rel="modulepreload" href="/base/_astro/shared.1.js" fetchpriority="low"></head>' +
      '<body><script fetchpriority="low" type="module" src="/base/_astro/a.js"></script></body></html>',
  );
});

test('a page without such a script stays as it is, twice in a row', () => {
  const plain = page('<script type="application/json">{}</script><script>let a</script>');
  expect(lateScripts(plain, 'shared.1.js')).toBe(plain);
  expect(lateScripts(plain, 'shared.1.js')).toBe(plain);
});
