import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compactFigure, compactPath } from './compact-figure.ts';

type Point = readonly [number, number];

/** An own reading of paths of lines, relative commands too: the subpaths' points, a closed one's first at its end again. */
function pointsOf(d: string): Point[][] {
  const parts: Point[][] = [];
  let [x, y] = [0, 0];
  const words = d.match(/[a-zA-Z]|-?(?:\d+\.\d+|\.\d+|\d+)/g) ?? [];
  let command = '';
  while (words.length > 0) {
    if (/[a-zA-Z]/.test(words[0] ?? '')) command = words.shift() ?? '';
    const take = (): number => Number(words.shift());
    if (command === 'M') parts.push([[(x = take()), (y = take())]]);
    else if (command === 'Z' || command === 'z') {
      [x, y] = parts.at(-1)?.[0] ?? [0, 0];
      parts.at(-1)?.push([x, y]);
    } else {
      if (command === 'L') [x, y] = [take(), take()];
      else if (command === 'l') [x, y] = [x + take(), y + take()];
      else if (command === 'H') x = take();
      else if (command === 'h') x += take();
      else if (command === 'V') y = take();
      else if (command === 'v') y += take();
      else throw new Error(`“${command}” is not read here.`);
      parts.at(-1)?.push([x, y]);
    }
    if (command === 'M') command = 'L';
  }
  return parts;
}

/** The greatest distance of a point of one line from another line, by brute force over its segments. */
function away(from: readonly Point[], to: readonly Point[]): number {
  return Math.max(
    ...from.map(([x, y]) =>
      Math.min(
        ...to.map(([ax, ay], i) => {
          const [bx, by] = to[Math.min(i + 1, to.length - 1)] as Point;
          const length = (bx - ax) ** 2 + (by - ay) ** 2;
          const t = length === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length;
          const s = Math.max(0, Math.min(1, t));
          return Math.hypot(x - ax - s * (bx - ax), y - ay - s * (by - ay));
        }),
      ),
    ),
  );
}

/** What simplifying and rounding may do together: a tenth, and half the diagonal of a square with sides of a tenth. */
const allowed = 0.1 + Math.SQRT1_2 / 10 + 1e-9;

const farOff = (before: string, after: string): number => {
  const [a, b] = [pointsOf(before), pointsOf(after)];
  expect(b.length).toBe(a.length);
  return Math.max(0, ...a.map((part, i) => Math.max(away(part, b[i] ?? []), away(b[i] ?? [], part))));
};

const coordinate = fc.integer({ min: -50_000, max: 70_000 }).map((n) => n / 100);
const line = fc
  .tuple(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 40 }), fc.boolean())
  .map(([points, closed]) => `M${points.map((p) => p.join(',')).join('L')}${closed ? 'Z' : ''}`);

test('no point of a line is further than rounding from the line that is drawn instead, nor the other way round', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      const d = lines.join('');
      expect(farOff(d, compactPath(d))).toBeLessThanOrEqual(allowed);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('a line that leaves out a corner is caught', () => {
  expect(farOff('M0,0L10,0L10,10', 'M0 0L10 10')).toBeGreaterThan(allowed);
  expect(farOff('M0,0L10,0L10,10', compactPath('M0,0L10,0L10,10'))).toBeLessThanOrEqual(allowed);
});

test('points that lie on a line are left out', () => {
  const d = `M${Array.from({ length: 200 }, (_, i) => `${3 + i / 4},${7.125 + i / 8}`).join('L')}`;
  expect(compactPath(d)).toBe('M3 7.1l49.8 24.9');
});

test('a closed curve and a single point stay', () => {
  expect(pointsOf(compactPath('M0,0L4,0L4,4L0,4Z'))[0]).toHaveLength(5);
  expect(compactPath('M5,5L5,5')).toBe('M5 5h0');
});

test('a curve is drawn as a line that is off by no more', () => {
  // A quarter of a circle, to within 0.03 % of its radius.
  const k = 0.5522847498 * 100;
  const d = compactPath(`M200,100C200,${100 + k},${100 + k},200,100,200`);
  const [points = []] = pointsOf(d);
  expect(points.length).toBeLessThan(20);
  const circle = Array.from({ length: 500 }, (_, i): Point => {
    const angle = (i / 499) * (Math.PI / 2);
    return [100 + 100 * Math.cos(angle), 100 + 100 * Math.sin(angle)];
  });
  expect(away(circle, points)).toBeLessThan(allowed + 0.15);
  expect(away(points, circle)).toBeLessThan(allowed + 0.15);
  expect(away(circle, [points[0] as Point, points.at(-1) as Point])).toBeGreaterThan(20);
});

test('of arcs the numbers are rounded, and their commands and flags stay', () => {
  expect(compactPath('M4.514,0A4.514,4.514,0,1,1,-4.514,0Z')).toBe('M4.5,0A4.5,4.5,0,1,1,-4.5,0Z');
});

test('only coordinates are rounded: no word, no opacity, no entry of a matrix, nothing outside of pictures', () => {
  const svg =
    '<svg viewBox="0 0 680 422"><g fill-opacity="0.125" transform="matrix(0.333,0,0,1,0,0)"><text x="10.456" y="0.32em">1.2345</text></g></svg>';
  expect(compactFigure(`<p>0.123456</p>${svg}`)).toBe(`<p>0.123456</p>${svg.replace('10.456', '10.5')}`);
});
