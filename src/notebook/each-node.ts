/** Walks a syntax tree. */

import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';

/**
 * Calls `enter` with every node, each before those within it, and tells each node its parent.
 *
 * It goes by the list of what each type of node has, for besides its nodes a tree of TypeScript's own parser holds tokens and
 * comments that look like them; `everyNode` of the editor cannot, for its parser has nodes that are on no list.
 */
export function eachNode(root: TSESTree.Node, enter: (node: TSESTree.Node) => void): void {
  enter(root);
  for (const key of visitorKeys[root.type] ?? []) {
    const child = (root as unknown as Record<string, unknown>)[key];
    for (const node of Array.isArray(child) ? child : [child]) {
      if (!isNode(node)) continue;
      node.parent = root as never;
      eachNode(node, enter);
    }
  }
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
