/** `node in-node.mjs PLAN REPORT`: runs planned cells in Node; both files are JSON. */
import { readFile, writeFile } from 'node:fs/promises';
import { startNodeBackend, useNodeAssets } from '../../scripts/node-host.ts';
import type { PlannedCell } from './plan.ts';
import { runCells } from './run-cells.ts';

const [plan, report] = process.argv.slice(2);
useNodeAssets();
await startNodeBackend('wasm');
const cells = JSON.parse(await readFile(plan, 'utf8')) as PlannedCell[];
await writeFile(report, JSON.stringify(await runCells(cells)));
process.exit(0);
