/** Every address that may be linked to, for those who keep links: what is there, in a sentence, and where it can be embedded. */
import type { APIRoute } from 'astro';
import { addressAt, placeOf } from '../site/address.ts';
import { versionOf } from '../site/chapters.ts';
import { describeLinks } from '../site/links.ts';

export const GET: APIRoute = ({ site }) => {
  const root = process.cwd();
  const place = placeOf(site, import.meta.env.BASE_URL);
  const whole = {
    version: versionOf(root),
    home: addressAt(place, ''),
    links: describeLinks(root, place),
  };
  return new Response(`${JSON.stringify(whole, null, 1)}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
};
