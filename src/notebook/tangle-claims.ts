/**
 * The claims of a chapter → one typed module, whose functions give a condition's sides from the values of cells:
 *
 * ```ts
 * export default {
 *   'levels-agree': ({ spread }: { spread: Output<…> }, { epsilon }: ClaimContext<…>) => ({ value: spread, bound: 0 }),
 * };
 * ```
 *
 * The same text is type-checked and loaded by the page; the build evaluates it by itself.
 */

import { assemble, type Assembled, type Piece } from './assemble.ts';
import { expressionsOf } from './link-claims.ts';
import { claimBuiltins } from './names.ts';
import { inputTypes } from './tangle.ts';
import type { ClaimExpression, LinkedChapter, LinkedClaim } from './types.ts';

/** Name of the module of a chapter's claims, without folder. */
export const claimsModule = 'claims.ts';

/** Writes the module of a chapter's claims. `contract` is how it imports the runtime's types. */
export function tangleClaims(chapter: LinkedChapter, contract: string): Assembled {
  const live = chapter.cells.filter((cell) => cell.source.kind === 'live');
  const cellType = live.map((cell) => JSON.stringify(cell.source.id)).join(' | ') || 'never';
  return assemble([
    { text: `import type { ClaimContext, Claimable, Output } from '${contract}';\nexport default {\n` },
    ...chapter.claims.flatMap((claim) => claimPieces(chapter, claim, cellType)),
    { text: '};\n' },
  ]);
}

function claimPieces(chapter: LinkedChapter, claim: LinkedClaim, cellType: string): Piece[] {
  const names = claim.inputs.map((input) => input.name).join(', ');
  const builtins = [...claimBuiltins[claim.kind]].join(', ');
  return [
    { text: `  ${JSON.stringify(claim.id)}: ({ ${names} }: { ${inputTypes(chapter, claim.inputs)} }, ` },
    { text: `{ ${builtins} }: ClaimContext<${cellType}>): Claimable => ({\n` },
    ...expressionsOf(claim).flatMap(({ role, expression }) => [
      { text: `    ${role}: (` },
      ...lines(expression),
      { text: '),\n' },
    ]),
    { text: '  }),\n' },
  ];
}

/** An expression as pieces within one line each. */
function lines({ code, offset }: ClaimExpression): Piece[] {
  let at = offset;
  return code.split('\n').flatMap((line, index) => {
    const piece = { text: line, offset: at };
    at += line.length + 1;
    return index === 0 ? [piece] : [{ text: '\n' }, piece];
  });
}
