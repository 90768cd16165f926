/** The code that a reader has written for live cells of the page: what it changes in the graph, and where it runs. */

import type { Compiled } from '../editing/compile.ts';
import type { CellMistake } from '../notebook/cell-mistake.ts';
import { upstreamOf } from './cell-order.ts';
import type { CellDescriptor } from './descriptor.ts';
import type { LiveCell } from './live-cell.ts';
import type { ComputeWorker, WorkerClient } from './worker-client.ts';

export interface Edits {
  /** Has this cell code of the reader's? */
  has(id: string): boolean;
  /** The code of a cell as it was published, and as the page shows it. */
  published(id: string): string;
  /** What is wrong with a code for a cell, if anything. */
  check(id: string, code: string): Promise<readonly CellMistake[]>;
  /** Takes a cell's code as the reader has it now; nothing changes where it has mistakes, which are returned. */
  take(id: string, code: string): Promise<readonly CellMistake[]>;
}

interface EditsOptions {
  /** The cells as they were published. */
  readonly cells: readonly CellDescriptor[];
  readonly live: ReadonlyMap<string, LiveCell>;
  readonly client: WorkerClient;
  /** Starts the worker that has the published cells. */
  readonly create: () => ComputeWorker;
  /** The cells are others from now on. */
  readonly redescribe: (cells: readonly CellDescriptor[]) => void;
}

interface Edit {
  readonly code: string;
  readonly inputs: CellDescriptor['inputs'];
  readonly outputs: CellDescriptor['outputs'];
}

export function createEdits({ cells, live, client, create, redescribe }: EditsOptions): Edits {
  const edits = new Map<string, Edit>();
  /** Each code that was taken has a number, by which its values are known. */
  const numbers = new Map<string, number>();

  const published = (id: string): string =>
    document.getElementById(id)?.querySelector('.cell-code pre')?.textContent ?? '';
  const codeOf = (id: string): string => edits.get(id)?.code ?? published(id);
  const codes = (): Map<string, string> => new Map([...live.keys()].map((id) => [id, codeOf(id)]));
  const present = (): CellDescriptor[] =>
    cells.map((cell) => {
      const edit = edits.get(cell.id);
      if (!edit) return cell;
      const known = `${cell.id} ${edit.code}`;
      const number = numbers.get(known) ?? numbers.size;
      numbers.set(known, number);
      return { ...cell, inputs: edit.inputs, outputs: edit.outputs, key: `own ${number}` };
    });

  /** Where the cells run from now on: all of them in the sandbox as soon as one has code of the reader's. */
  const move = async (): Promise<void> => {
    const now = present();
    if (edits.size === 0) client.move(create);
    else {
      const [{ compileEdited }, { openSandbox }] = await Promise.all([
        import('../editing/compile.ts'),
        import('../sandbox/open-sandbox.ts'),
      ]);
      const all = codes();
      const compiled = [...all].map(([id, code]) => {
        const { cell, mistakes } = compileEdited(id, code, now, all);
        if (mistakes) throw new Error(`The published code of “${id}”: ${mistakes[0]?.summary ?? ''}`);
        return { id, code, module: cell.module, edited: edits.has(id) };
      });
      client.move(() => openSandbox(compiled));
    }
    redescribe(now);
  };

  const putBack = async (id: string): Promise<void> => {
    if (!edits.delete(id)) return;
    await move();
    // What was computed with that code goes from the page with it.
    for (const cell of live.values()) {
      const other = cell.descriptor.id;
      if (other === id || upstreamOf(other, cells).has(id)) void cell.reset();
    }
  };

  const compile = async (id: string, code: string): Promise<Compiled> => {
    const { compileEdited } = await import('../editing/compile.ts');
    return compileEdited(id, code, present(), codes());
  };

  return {
    has: (id) => edits.has(id),
    published,
    check: async (id, code) => (await compile(id, code)).mistakes ?? [],
    async take(id, code) {
      if (code.trimEnd() === published(id).trimEnd()) {
        await putBack(id);
        return [];
      }
      if (edits.get(id)?.code === code) return [];
      const { cell, mistakes } = await compile(id, code);
      if (mistakes) return mistakes;
      edits.set(id, { code, inputs: cell.inputs, outputs: cell.outputs });
      await move();
      return [];
    },
  };
}
