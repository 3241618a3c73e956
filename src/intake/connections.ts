// Connections of intake: bounded in all and for each address, and errors of strangers that end with their connection.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { IntakeLimits } from './limits.ts';
import { networkOf } from './throttle.ts';

export type Tls = { readonly cert: string | Buffer; readonly key: string | Buffer };

/** Where a proxy is believed all connections are the proxy's, which has its own bounds. */
export function boundConnections(server: Server, limits: IntakeLimits, behindProxy: boolean): void {
  const open = new Map<string, number>();
  server.maxConnections = limits.connections;
  server.maxRequestsPerSocket = 1000;
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  // Of https the event is of the plain connection below it, before its handshake.
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    if (behindProxy) return;
    const network = networkOf(socket.remoteAddress ?? '');
    const count = (open.get(network) ?? 0) + 1;
    if (count > limits.connectionsPerAddress) {
      socket.destroy();
      return;
    }
    open.set(network, count);
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left === 0) open.delete(network);
      else open.set(network, left);
    });
  });
}
