// Bounds of connections: one address cannot take them all, and slow senders are let go (headersTimeout, requestTimeout).
import type { Server } from 'node:http';
import type { Limits } from './limits.ts';

/** Where a proxy is believed all connections are the proxy's, which has its own bounds. */
export function boundConnections(server: Server, limits: Limits, proxied: boolean): void {
  server.maxConnections = limits.connections;
  server.maxRequestsPerSocket = 10_000;
  server.headersTimeout = limits.headersMilliseconds;
  if (proxied) return;
  const byAddress = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? '';
    const open = (byAddress.get(address) ?? 0) + 1;
    if (open > limits.connectionsPerAddress) {
      socket.destroy();
      return;
    }
    byAddress.set(address, open);
    socket.once('close', () => {
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left === 0) byAddress.delete(address);
      else byAddress.set(address, left);
    });
  });
}
