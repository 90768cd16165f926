/** Why steps that are in use run live although the backend could replay them, by their replayer. */
const fallbacks = new Map<object, string>();

/** Notes why a step runs live; null when it no longer does, or is gone. */
export function noteFallback(replayer: object, reason: string | null): void {
  if (reason === null) fallbacks.delete(replayer);
  else fallbacks.set(replayer, reason);
}

/**
 * Why some training step that is in use runs live and not replayed, in a sentence that a page can show; null if none does.
 *
 * @example
 * ```ts
 * import { whyLive } from '#tensor';
 *
 * whyLive() ?? 'every step in use is replayed';
 * ```
 */
export function whyLive(): string | null {
  return fallbacks.values().next().value ?? null;
}
