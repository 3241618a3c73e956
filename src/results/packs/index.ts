// The packs that come with Pollwarden, and packs from a file.
import { PollwardenError } from '../../kernel/errors.ts';
import { bulgaria } from './bulgaria.ts';
import { emlNl } from './eml-nl.ts';
import { nistCdf } from './nist-cdf.ts';
import type { Pack } from './pack.ts';
import { pollwarden } from './pollwarden.ts';

export const packs: readonly Pack[] = [bulgaria, emlNl, nistCdf, pollwarden];

const plain = (name: string): string => name.toLowerCase().replaceAll('_', '-');

/** By its name, forgiving case and underscores; PACK_INVALID with the names that there are. */
export function packOf(name: string): Pack {
  const found = packs.find(
    (pack) => pack.name === plain(name) || (pack.country !== '' && pack.country.toLowerCase() === plain(name)),
  );
  if (found !== undefined) return found;
  const known = packs.map((pack) => pack.name).join(', ');
  throw new PollwardenError('PACK_INVALID', `there is no pack "${name.slice(0, 80)}"; there are ${known}, or a file`);
}
