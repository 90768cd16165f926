import { expect, test } from 'vitest';
import { lateScript } from './late-script.ts';

const script = (name: string): string => `<script type="module" src="/base/_astro/${name}.js"></script>`;
const page = (body: string): string => `<head><script>let a</script></head><body>${body}</body>`;

test('a page names its script, and what stands in the page is left', () => {
  const data = '<script type="application/json">{}</script>';
  expect(lateScript(page(data + script('a')))).toBe(
    `<head><script>let a</script><meta name="page-script" content="/base/_astro/a.js"></head><body>${data}</body>`,
  );
  expect(lateScript(page(data))).toBe(page(data));
});

test('a second one is told, for it would never come', () => {
  expect(() => lateScript(page(script('a') + script('b')))).toThrow('/base/_astro/b.js');
});
