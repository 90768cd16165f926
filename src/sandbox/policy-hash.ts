/** How a content security policy names a script that stands in its page; at build only. */

import { createHash } from 'node:crypto';
import { relayScript } from './relay.ts';

export const policyHash = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export const relayHash = policyHash(relayScript);
