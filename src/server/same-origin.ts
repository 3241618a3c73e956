// Refuses requests that another site makes with a person's cookie (CSRF), or under another name for us (DNS rebinding).
import type { FastifyRequest } from 'fastify';
import { PollwardenError } from '../kernel/errors.ts';
import type { Config } from './config/config.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

const hostname = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/** Whether a Host header names us: as this machine, as people know us, or as the address we listen on. */
export function isOwnHost(host: string | undefined, config: Config): boolean {
  const name = hostname(host ?? '');
  return loopbackNames.has(name) || name === hostname(new URL(config.publicUrl).host) || name === hostname(config.host);
}

/**
 * The Host header must name us. Behind a proxy that is believed the proxy decides which names reach us, and passes any.
 */
export function refuseForeignHost(request: FastifyRequest, config: Config): void {
  if (config.proxyHops === 0 && !isOwnHost(request.headers.host, config)) throw new PollwardenError('HOST_UNKNOWN');
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A change needs the header that a page of another site cannot send unasked, and what the browser says of the sender
 * must be us. Programs that are no browser say nothing of it, and hold no cookie that they did not ask for.
 */
export function refuseForeignChange(request: FastifyRequest, config: Config): void {
  if (reading.has(request.method)) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (request.headers['x-pollwarden'] !== '1')
    throw new PollwardenError('REQUEST_FOREIGN', 'x-pollwarden: 1 is missing');
  if (site !== undefined && site !== 'same-origin') throw new PollwardenError('REQUEST_FOREIGN');
  if (origin !== undefined && !isOwnOrigin(origin, host, config)) throw new PollwardenError('REQUEST_FOREIGN');
}

function isOwnOrigin(origin: string, host: string | undefined, config: Config): boolean {
  if (origin === new URL(config.publicUrl).origin) return true;
  // Reached directly over loopback, under a name of loopback and the same port.
  return host !== undefined && loopbackNames.has(hostname(host)) && origin === `http://${host.toLowerCase()}`;
}
