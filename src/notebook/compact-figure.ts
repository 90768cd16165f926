/**
 * Makes published figures light for the wire: coordinates to a tenth of a pixel, lines without the points that lie on them,
 * each point told by its distance from the last. What is frozen stays as it was drawn.
 */

type Point = readonly [x: number, y: number];

/** CSS pixels by which a line may be off; a tenth of the thinnest stroke. */
const tolerance = 0.1;

/** Attributes that hold one coordinate or length in pixels. */
const lengths = /\b(x|y|x1|x2|y1|y2|cx|cy|dx|dy|width|height)="(-?\d+\.\d{2,})"/g;

/** Markup of a view cell → markup that looks the same and is smaller. */
export function compactFigure(markup: string): string {
  return markup.replace(/<svg[^]*?<\/svg>/g, (svg) =>
    svg.replace(/<[a-z][^>]*>/g, (tag) =>
      tag
        .replace(/ d="([^"]*)"/, (_, d: string) => ` d="${compactPath(d)}"`)
        .replace(/ transform="([^"]*)"/, (_, transform: string) => ` transform="${roundShift(transform)}"`)
        .replace(lengths, (_, name: string, value: string) => `${name}="${tenths(Number(value))}"`)
        // SVG has no such value for the attribute; the site's styles say it of every axis.
        .replace(' font-variant="tabular-nums"', '')
        .replace(/ \/>$/, '/>'),
    ),
  );
}

/** A path of straight lines is drawn through fewer points; of any other, the numbers are rounded. */
export function compactPath(d: string): string {
  const parts = readLines(d);
  if (!parts) return d.replace(/-?\d*\.\d{2,}/g, (number) => tenths(Number(number)));
  let last: Point = [0, 0];
  return parts
    .map(({ points, closed }) => {
      const [first, ...rest] = simplify(points).map(toTenths);
      if (!first) return '';
      let text = `M${pair(first[0], first[1])}`;
      last = first;
      let command = 'M';
      for (const point of rest) {
        const dx = point[0] - last[0];
        const dy = point[1] - last[1];
        if (dx === 0 && dy === 0) continue;
        const [next, numbers] = dy === 0 ? ['h', one(dx)] : dx === 0 ? ['v', one(dy)] : ['l', pair(dx, dy)];
        text += next !== command ? next + numbers : numbers.startsWith('-') ? numbers : ` ${numbers}`;
        command = next;
        last = point;
      }
      // A point has no length; drawn with round caps, it is seen all the same.
      if (rest.length > 0 && command === 'M') text += 'h0';
      return text + (closed ? 'z' : '');
    })
    .join('');
}

/** Points by which a cubic curve is followed, before those are left out that are not needed. */
const samples = 12;

/** The subpaths of a path that has only absolute M, L, H, V, C and Z, as lines; `undefined` for any other. */
function readLines(d: string): { points: Point[]; closed: boolean }[] | undefined {
  if (!/^[MLHVCZ\d\s,.eE+-]*$/.test(d)) return undefined;
  const parts: { points: Point[]; closed: boolean }[] = [];
  for (const [, command = '', text = ''] of d.matchAll(/([MLHVCZ])([^MLHVCZ]*)/g)) {
    const numbers = (text.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi) ?? []).map(Number);
    const part = parts.at(-1);
    if (command === 'M') parts.push({ points: pairs(numbers), closed: false });
    else if (!part || part.closed) return undefined;
    else if (command === 'Z') part.closed = true;
    else if (command === 'L') part.points.push(...pairs(numbers));
    else if (command === 'C') {
      for (let i = 0; i + 5 < numbers.length; i += 6)
        part.points.push(...follow(part.points.at(-1) ?? [0, 0], pairs(numbers.slice(i, i + 6))));
    } else {
      for (const number of numbers) {
        const [x, y] = part.points.at(-1) ?? [0, 0];
        part.points.push(command === 'H' ? [number, y] : [x, number]);
      }
    }
  }
  return parts;
}

/** Points along a cubic Bézier curve, its end the last. */
function follow(from: Point, [a, b, to]: readonly Point[]): Point[] {
  return Array.from({ length: samples }, (_, i) => {
    const t = (i + 1) / samples;
    const s = 1 - t;
    const at = (axis: 0 | 1): number =>
      s * s * s * from[axis] +
      3 * s * s * t * (a?.[axis] ?? 0) +
      3 * s * t * t * (b?.[axis] ?? 0) +
      t * t * t * (to?.[axis] ?? 0);
    return [at(0), at(1)];
  });
}

function pairs(numbers: readonly number[]): Point[] {
  return Array.from({ length: numbers.length >> 1 }, (_, i) => [
    numbers[2 * i] ?? 0,
    numbers[2 * i + 1] ?? 0,
  ]);
}

/** Douglas and Peucker (1973): leaves out points whose distance from the line between those kept is within `tolerance`. */
function simplify(points: readonly Point[]): Point[] {
  const keep = new Set([0, points.length - 1]);
  const open: [number, number][] = [[0, points.length - 1]];
  for (let range = open.pop(); range; range = open.pop()) {
    const [from, to] = range;
    let farthest = from;
    let distance = tolerance;
    for (let i = from + 1; i < to; i++) {
      const away = distanceFrom(points[i] as Point, points[from] as Point, points[to] as Point);
      if (away > distance) [farthest, distance] = [i, away];
    }
    if (farthest === from) continue;
    keep.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => keep.has(i));
}

/** Distance of a point from the segment between two others. */
function distanceFrom([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Whole tenths, so that differences add up without rounding. */
const toTenths = ([x, y]: Point): Point => [Math.round(x * 10), Math.round(y * 10)];

/** A number of tenths as SVG takes it at its shortest: `.5`, `-3.2`. */
const one = (value: number): string => String(value / 10).replace(/^(-?)0\./, '$1.');

const pair = (x: number, y: number): string => one(x) + (y < 0 ? one(y) : ` ${one(y)}`);

const tenths = (value: number): string => String(Math.round(value * 10) / 10);

/** Of a shift, not of a matrix, whose entries are no pixels. */
function roundShift(transform: string): string {
  return transform.replace(/translate\(([^)]*)\)/g, (shift) =>
    shift.replace(/-?\d*\.\d{2,}/g, (number) => tenths(Number(number))),
  );
}
