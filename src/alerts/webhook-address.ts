// Which addresses a webhook may reach: HTTPS on the open network, and what the configuration opens besides.
import { isIP } from 'node:net';
import { bareHost, isPublicAddress } from '../kernel/public-address.ts';

/** `allowed`: addresses that the configuration opens, as they are written there. */
export const addressIsOpen = (address: string, allowed: readonly string[]): boolean =>
  allowed.includes(address) || isPublicAddress(address);

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
