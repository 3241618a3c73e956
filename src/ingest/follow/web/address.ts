// Where a source may connect to: http(s) or ws(s), and no address of this machine or of a private network (SSRF).
import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { PollwardenError } from '../../../kernel/errors.ts';
import { bareHost, isPublicAddress } from '../../../kernel/public-address.ts';

const longest = 300;

/** USAGE for what is no URL of one of the schemes, or has a user or a fragment. */
export function checkedUrl(text: string, schemes: readonly string[]): URL {
  const url = text.length <= longest && URL.canParse(text) ? new URL(text) : undefined;
  const fits = url !== undefined && schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== '';
  if (!fits || url.username !== '' || url.password !== '' || url.hash !== '') {
    const shown = text.slice(0, 100);
    throw new PollwardenError('USAGE', `"${shown}" is no address of ${schemes.join(' or ')} without user and fragment`);
  }
  return url;
}

/**
 * Resolves names as the system does and refuses those that lead to a closed address; the connection is made to the very
 * address that was looked at. An address written as a number does not come here: see `refuseClosedHost`.
 */
export const guardedLookup =
  (allowPrivate: boolean): LookupFunction =>
  (hostname, options, callback) => {
    systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const open = addresses.filter(({ address }) => allowPrivate || isPublicAddress(address));
      if (open.length === 0) return callback(closedAddress(hostname), []);
      if (options.all === true) callback(null, open);
      else callback(null, open[0].address, open[0].family);
    });
  };

/** Throws SOURCE_ADDRESS_CLOSED where the host itself says that it is closed: an address as a number, or localhost. */
export function refuseClosedHost(url: URL, allowPrivate: boolean): void {
  const host = bareHost(url);
  const closed = isIP(host) === 0 ? /(^|\.)localhost$/.test(host) : !isPublicAddress(host);
  if (closed && !allowPrivate) throw closedAddress(host);
}

const closedAddress = (host: string): PollwardenError =>
  new PollwardenError('SOURCE_ADDRESS_CLOSED', `${host} is of this machine or of a private network`);
