// Turns names of accounts into pseudonyms. A profile without posts holds no key for that, loads no code for it, and
// offers no lists of accounts: the feature that has the key offers it here.
import { readAccountEntry } from '../../../elections/account-entry.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Space } from '../../space.ts';

/** The pseudonym of an account of a platform, under the key of the space. */
export type PseudonymOf = (platform: string, id: string) => string;

const offered = new WeakMap<Space['ledger'], PseudonymOf>();

export const offerPseudonyms = ({ ledger }: Pick<Space, 'ledger'>, of: PseudonymOf): void => {
  offered.set(ledger, of);
};

export const knowsPseudonyms = ({ ledger }: Pick<Space, 'ledger'>): boolean => offered.has(ledger);

/** WATCHLIST_INVALID for what is no account; FORBIDDEN where this profile has no key. */
export function pseudonymOfEntry({ ledger }: Pick<Space, 'ledger'>, entry: string): string {
  const account = readAccountEntry(entry);
  if (account.kind === 'pseudonym') return account.pseudonym;
  const of = offered.get(ledger);
  if (of === undefined) throw new PollwardenError('FORBIDDEN', 'this profile follows no posts and knows no accounts');
  return of(account.platform, account.id);
}
