// Mail addresses as names of accounts: shown as they were given, compared by a key.
import { domainToASCII } from 'node:url';
import { PollwardenError } from '../kernel/errors.ts';

const mostCharacters = 254;

/**
 * The key of an address, or undefined for what is none. Composed (NFC) and in small letters; nothing more is folded, so
 * that two addresses which a mail server tells apart never meet in one account.
 */
export function emailKey(email: string): string | undefined {
  const text = email.trim().normalize('NFC');
  const at = text.lastIndexOf('@');
  if (text.length > mostCharacters || at < 1 || at > 64) return undefined;
  const local = text.slice(0, at);
  if (/[\s\p{C}"(),:;<>@[\\\]]/u.test(local)) return undefined;
  const domain = domainToASCII(text.slice(at + 1));
  if (!/^[\da-z-]+(\.[\da-z-]+)+$/u.test(domain)) return undefined;
  return `${local.toLowerCase()}@${domain}`;
}

/** The address as it is kept, with its key. Throws EMAIL_INVALID. */
export function readEmail(email: string): { readonly email: string; readonly key: string } {
  const key = emailKey(email);
  if (key === undefined) throw new PollwardenError('EMAIL_INVALID');
  return { email: email.trim().normalize('NFC'), key };
}
