// An account of a declared network as a person enters it: a pseudonym, or a platform with a name on it.
import { PollwardenError } from '../kernel/errors.ts';

export type AccountEntry =
  | { readonly kind: 'pseudonym'; readonly pseudonym: string }
  | { readonly kind: 'name'; readonly platform: string; readonly id: string };

const forms = 'x:name, mastodon:@name@host, https://host/@name, did:plc:…, or a pseudonym acc_…';

/** WATCHLIST_INVALID with the forms that are read. The entry itself is in no message: it names a person. */
export function readAccountEntry(entry: string): AccountEntry {
  if (/^acc_[a-z2-7]{26}$/.test(entry)) return { kind: 'pseudonym', pseudonym: entry };
  if (/^did:[a-z]+:\S+$/i.test(entry)) return { kind: 'name', platform: 'bluesky', id: entry };
  if (/^https?:\/\/[^/\s]+\/(?:@|users\/)\S+$/i.test(entry)) return { kind: 'name', platform: 'mastodon', id: entry };
  const named = /^([a-z][a-z0-9]{0,19}):(@?[^\s:/][^\s:/]*)$/i.exec(entry);
  if (named !== null) return { kind: 'name', platform: named[1], id: named[2] };
  throw new PollwardenError('WATCHLIST_INVALID', `an account is written as ${forms}`);
}
