/** What view cells draw figures with, besides Plot. */
export { player } from './player.ts';
export type { PlayerOptions } from './player.ts';
export { withRows } from './with-rows.ts';
