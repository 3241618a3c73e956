// A whole intake: folder locked, key read or made, list of receipts read, listening; and its end, losing nothing.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Definition } from '../elections/definition/definition.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { envelopeVerifier } from '../results/intake/verify-envelope.ts';
import { createAccept } from './accept.ts';
import type { Tls } from './connections.ts';
import { errnoOf } from '../kernel/durable-file.ts';
import { lockFolder } from './folder.ts';
import { defaultIntakeLimits, type IntakeLimits } from './limits.ts';
import { type ReceiptKey, receiptKey } from './receipt-key.ts';
import type { Revocations } from './revocations.ts';
import { createIntake, type IntakeLog } from './server.ts';
import { openVault, type VaultCounts } from './vault.ts';

export type IntakeRequest = {
  readonly folder: string;
  readonly definitions: readonly Definition[];
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly tls: Tls | undefined;
  readonly behindProxy: boolean;
  readonly revocations: Revocations;
  readonly limits?: Partial<IntakeLimits>;
  readonly log: IntakeLog;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Milliseconds, of a clock that nobody sets. */
  readonly monotonic: () => number;
};

export type RunningIntake = {
  readonly url: string;
  readonly key: ReceiptKey;
  readonly counts: () => VaultCounts;
  readonly stop: () => Promise<void>;
};

async function listening(server: Server, host: string, port: number): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    if (errnoOf(error) === 'EADDRINUSE') throw new PollwardenError('PORT_IN_USE', `${host}:${port}`);
    if (errnoOf(error) === 'EACCES') throw new PollwardenError('CONFIG_INVALID', `port ${port} is the administrator's`);
    if (['EADDRNOTAVAIL', 'ENOTFOUND'].includes(errnoOf(error)))
      throw new PollwardenError('CONFIG_INVALID', `this machine has no address ${host}`);
    throw error;
  }
  return (server.address() as AddressInfo).port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // What is under way may be answered; what hangs is let go.
    setTimeout(() => server.closeAllConnections(), 3000).unref();
  });
}

/** DATA_IN_USE, PORT_IN_USE, CONFIG_INVALID, FILE_UNREADABLE for a damaged folder. */
export async function runIntake(request: IntakeRequest): Promise<RunningIntake> {
  const { folder, definitions, host, port, tls, revocations, log, now, monotonic } = request;
  const limits = { ...defaultIntakeLimits, ...request.limits };
  const lock = lockFolder(folder);
  try {
    const key = receiptKey(folder);
    const vault = openVault(folder, key, now);
    const verify = envelopeVerifier(definitions);
    const server = createIntake({
      accept: createAccept({ vault, verify, revocations, limits, now, monotonic }),
      vault,
      key,
      limits,
      elections: [...new Set(definitions.map(({ election }) => election))],
      tls,
      behindProxy: request.behindProxy,
      problems: () => [revocations.problem() ?? []].flat(),
      log,
      now,
      monotonic,
    });
    const bound = await listening(server, host, port);
    const name = host.includes(':') ? `[${host}]` : host;
    return {
      url: `${tls === undefined ? 'http' : 'https'}://${name}:${bound}`,
      key,
      counts: vault.counts,
      stop: async () => {
        await close(server);
        await vault.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
