// Listening on host and port, with a port that is taken explained.
import { createServer } from 'node:net';
import { once } from 'node:events';
import { PollwardenError } from '../kernel/errors.ts';
import type { App } from './app.ts';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Throws PORT_IN_USE with who answers there, CONFIG_INVALID for a host or port that cannot be had. */
export async function listen(app: App, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw await explained(error, host, port);
  }
}

/** As `listen`, before anything is made in the data folder. Another process can still take the port in between. */
export async function refusePortInUse(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    throw await explained(error, host, port);
  }
  probe.close();
  await once(probe, 'close');
}

async function explained(error: unknown, host: string, port: number): Promise<unknown> {
  switch (codeOf(error)) {
    case 'EADDRINUSE': {
      const detail = `${host}:${port}, ${await whoAnswers(host, port)}; name another with --port`;
      return new PollwardenError('PORT_IN_USE', detail);
    }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PollwardenError('CONFIG_INVALID', `this machine has no address ${host}`);
    case 'EACCES':
      return new PollwardenError('CONFIG_INVALID', `port ${port} is for the system's administrator only`);
    default:
      return error;
  }
}

/** Asks the port's holder whether it is one of us. */
async function whoAnswers(host: string, port: number): Promise<string> {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  try {
    const response = await fetch(`http://${name}:${port}/api/about`, { signal: AbortSignal.timeout(1000) });
    const about = (await response.json()) as { readonly version?: unknown; readonly profile?: unknown };
    const isOurs = typeof about.version === 'string' && typeof about.profile === 'string';
    if (isOurs) return 'where another Pollwarden answers, perhaps one that you started before';
  } catch {
    // Something else, or something that does not answer.
  }
  return 'where another program listens';
}

/** A port that is free at this moment, for port 0: links need to know it before the server listens. */
export async function freePort(host: string): Promise<number> {
  const probe = createServer();
  probe.listen(0, host);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}
