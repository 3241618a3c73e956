// Where a source may connect to: http(s) or ws(s), and no address of this machine or of a private network (SSRF).
import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { PollwardenError } from '../../../kernel/errors.ts';

const longest = 300;

const closed = new BlockList();
// IANA's special-purpose registries: this machine, private, shared, link-local, documentation, multicast, reserved.
const closed4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
for (const [net, bits] of closed4) closed.addSubnet(net, bits, 'ipv4');
/** The one block of addresses that the Internet routes; what is carved out of it stands below. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closed.addSubnet(net, bits, 'ipv6');
}

/** Whether an IP address is one that the public Internet routes. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  if (family === 6) return global6.check(address, 'ipv6') && !closed.check(address, 'ipv6');
  return false;
}

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

/** Throws SOURCE_ADDRESS_CLOSED where the host is written as an address that is closed. */
export function refuseClosedHost(url: URL, allowPrivate: boolean): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw closedAddress(host);
}

const closedAddress = (host: string): PollwardenError =>
  new PollwardenError('SOURCE_ADDRESS_CLOSED', `${host} is of this machine or of a private network`);
