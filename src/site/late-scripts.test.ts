import { expect, test } from 'vitest';
import { lateScripts } from './late-scripts.ts';

test('scripts that Astro loads are fetched last, and what stands in the page is left', () => {
  const inline = '<script>let a</script><script type="application/json">{}</script>';
  expect(lateScripts(`${inline}<script type="module" src="/base/_astro/a.js"></script>`)).toBe(
    `${inline}<script fetchpriority="low" type="module" src="/base/_astro/a.js"></script>`,
  );
});
