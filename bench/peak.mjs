import { readFileSync } from 'node:fs';

/**
 * The largest resident set of a process so far, megabytes; 0 where the system does not tell. Not `resourceUsage().maxRSS`:
 * a process that is started inherits that of who starts it.
 *
 * @param {number | 'self'} id
 */
export function peakOf(id) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
