// Which addresses a webhook may reach: HTTPS on the open network. What is only reachable from inside is refused,
// or whoever can name a webhook could reach services that trust this machine (RFC 6890 lists the ranges).
import { BlockList, isIP, isIPv4 } from 'node:net';

const closed = new BlockList();
const closed4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
for (const [network, bits] of closed4) closed.addSubnet(network, bits, 'ipv4');

/** Of IPv6 only global unicast is open, without the ranges that carry an IPv4 address within or document things. */
const open6 = new BlockList();
open6.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closed.addSubnet(network, bits, 'ipv6');
}

/** `allowed`: addresses that the configuration opens, as they are written there. */
export function addressIsOpen(address: string, allowed: readonly string[]): boolean {
  if (allowed.includes(address)) return true;
  if (isIPv4(address)) return !closed.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return open6.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}

/** The address without the brackets of IPv6. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** The address, or the reason in plain words why it is not called. Names are looked at when they are resolved. */
export function checkWebhookUrl(text: string, allowed: readonly string[]): URL | string {
  const url = URL.parse(text);
  if (url === null) return 'is no address';
  const host = bareHost(url);
  const trusted = allowed.includes(host);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && trusted)) return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must hold no name and no password';
  if (url.hash !== '') return 'must hold no # part';
  if (isIP(host) !== 0 && !addressIsOpen(host, allowed)) return 'is an address inside a network, which is not allowed';
  const internal = ['localhost', 'local', 'internal', 'localdomain', 'home', 'lan'];
  if (!trusted && isIP(host) === 0 && (internal.includes(host.split('.').at(-1) ?? '') || !host.includes('.'))) {
    return 'is a name inside a network, which is not allowed';
  }
  return url;
}
