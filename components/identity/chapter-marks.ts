/** The small drawing of each chapter, made of its subject: level sets, shared weights, a broken potential, a proxy. */

/** A line or a tile of a drawing in a square of side 100, and what its colour means. */
export interface Stroke {
  readonly path: string;
  readonly meaning: 'built-in' | 'fitted' | 'truth' | 'ink';
  readonly filled?: boolean;
  readonly opacity?: number;
}

const curve = (points: readonly (readonly [number, number])[], closed = false): string =>
  `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}${closed ? 'Z' : ''}`;

const along = (
  count: number,
  at: (share: number) => readonly [number, number],
): (readonly [number, number])[] => Array.from({ length: count + 1 }, (_, i) => at(i / count));

const disc = (x: number, y: number, r: number): string =>
  `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;

/** Level sets of a pendulum's energy, H = 3(1 − cos q) + p²; a motion keeps to one of them. */
function levelSets(): Stroke[] {
  const level = (energy: number): string => {
    const reach = Math.acos(Math.max(-1, 1 - energy / 3));
    const upper = along(48, (share) => {
      const q = reach * (2 * share - 1);
      return [q, Math.sqrt(Math.max(0, energy - 3 * (1 - Math.cos(q))))] as const;
    });
    const whole = [...upper, ...upper.map(([q, p]) => [-q, -p] as const)];
    return curve(
      whole.map(([q, p]) => [50 + 14.5 * q, 50 - 17 * p]),
      true,
    );
  };
  const quiet = [0.25, 1, 3.6, 5.4].map((energy): Stroke => ({
    path: level(energy),
    meaning: 'truth',
    opacity: 0.55,
  }));
  const q = 1.1;
  const p = Math.sqrt(2.1 - 3 * (1 - Math.cos(q)));
  return [
    ...quiet,
    { path: level(2.1), meaning: 'built-in' },
    { path: disc(50 + 14.5 * q, 50 - 17 * p, 4.6), meaning: 'built-in', filled: true },
  ];
}

/** The matrix of a convolution on a ring of eight: one weight for each diagonal. */
function sharedWeights(): Stroke[] {
  const weights = [1, 0.55, 0.22, 0.08, 0, 0.08, 0.3, 0.7];
  return Array.from({ length: 64 }, (_, i): Stroke => {
    const [row, column] = [Math.floor(i / 8), i % 8];
    const [x, y] = [10 + 10 * column, 10 + 10 * row];
    return {
      path: `M${x},${y}h9v9h-9Z`,
      meaning: 'built-in',
      filled: true,
      opacity: 0.06 + 0.94 * (weights[(column - row + 8) % 8] ?? 0),
    };
  });
}

/** A section of the potential −x² + x⁴: the law is even, the place where the ball lies is not. */
function brokenSymmetry(): Stroke[] {
  const place = (x: number): readonly [number, number] => [50 + 33 * x, 40 - 110 * (x ** 4 - x ** 2)];
  const [x, y] = place(Math.SQRT1_2);
  return [
    { path: 'M50,12V88', meaning: 'truth', opacity: 0.45 },
    { path: curve(along(64, (share) => place(2.42 * share - 1.21))), meaning: 'ink' },
    { path: disc(100 - x, y - 6, 5.4), meaning: 'truth', opacity: 0.6 },
    { path: disc(x, y - 6, 5.4), meaning: 'fitted', filled: true },
  ];
}

/** What is written down rises without end; what was meant rises, then falls. */
function proxy(): Stroke[] {
  return [
    { path: 'M14,86H88M14,86V12', meaning: 'truth', opacity: 0.45 },
    { path: curve(along(48, (share) => [14 + 70 * share, 84 - 66 * Math.sqrt(share)])), meaning: 'built-in' },
    {
      path: curve(along(48, (share) => [14 + 70 * share, 84 - 165 * Math.sqrt(share) * (0.98 - share)])),
      meaning: 'fitted',
    },
  ];
}

const drawings: Readonly<Record<string, () => Stroke[]>> = {
  'noethers-theorem': levelSets,
  'inductive-bias': sharedWeights,
  'symmetry-breaking': brokenSymmetry,
  'what-the-optimizer-conserves': proxy,
};

/** The drawing of a chapter; one that has none of its own gets the orbit of the site's mark. */
export function chapterMark(slug: string): readonly Stroke[] {
  return (
    drawings[slug]?.() ?? [
      { path: disc(50, 50, 34), meaning: 'truth' },
      ...[
        [50, 16],
        [16, 50],
        [50, 84],
      ].map(([x = 0, y = 0]): Stroke => ({ path: disc(x, y, 8), meaning: 'built-in', filled: true })),
      { path: disc(86, 42, 8), meaning: 'fitted', filled: true },
    ]
  );
}
