/** Plain data as a reader sees it: like its literal, numbers with five significant digits, the middle of long lists left out. */

/** Characters of a line. */
const widest = 68;
/** Items of a list that are shown, those at its end among them. */
const most = 12;

/** `{ steps: 300, losses: [0.5, 0.25] }`; what does not fit into a line has one item a line. */
export function formatData(value: unknown, indent = ''): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return indent === '' ? value : `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const list = Array.isArray(value);
  const items = list
    ? shorten(value.map((item) => formatData(item, inner)))
    : Object.entries(value).map(([name, item]) => `${name}: ${formatData(item, inner)}`);
  const [open, close, space] = list ? ['[', ']', ''] : ['{', '}', ' '];
  if (items.length === 0) return `${open}${close}`;
  const line = `${open}${space}${items.join(', ')}${space}${close}`;
  if (line.length + indent.length <= widest && !line.includes('\n')) return line;
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`;
}

function shorten(items: readonly string[]): readonly string[] {
  if (items.length <= most) return items;
  return [...items.slice(0, most - 2), `… ${items.length - most} more`, ...items.slice(-2)];
}

function formatNumber(value: number): string {
  const short = Number(value.toPrecision(5));
  const magnitude = Math.abs(short);
  const text =
    Number.isInteger(value) && magnitude < 1e9
      ? String(value)
      : String(magnitude !== 0 && magnitude < 1e-4 ? short.toExponential() : short);
  return text.replaceAll('-', '−');
}
