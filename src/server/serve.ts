// A whole server: data folder locked, spaces open, listening; and its end, in the reverse order, losing nothing.
import { sessionOf } from '../accounts/sessions.ts';
import { createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { lockData } from './data-lock.ts';
import { PollwardenError } from '../kernel/errors.ts';
import type { Limits } from './limits.ts';
import { listen, refusePortInUse } from './listen.ts';
import { defaultLimits } from './limits.ts';
import { connectionsWithin } from './open-files.ts';
import type { ServedSpace } from './served.ts';
import type { Log } from './space.ts';
import { openSpaces } from './spaces.ts';
import { applyStagedRestores } from './staged-restores.ts';

export type Running = {
  readonly spaces: readonly ServedSpace[];
  /** Not ready from now on, live pages end, requests under way are answered, features stop, ledgers close. */
  readonly stop: () => Promise<void>;
};

export type ServeParts = {
  readonly config: Config;
  readonly log: Log;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly limits?: Partial<Limits>;
  readonly consoleFolder?: string;
  /** Whether the start is to be given up: looked at between its steps. */
  readonly givenUp?: () => boolean;
};

/** Starts a server. DATA_IN_USE, PORT_IN_USE, CONFIG_INVALID, STOPPED when it was given up; what had begun is ended before it throws. */
export async function serve({ config, log, now, limits, consoleFolder, givenUp }: ServeParts): Promise<Running> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  const goOn = (): void => {
    if (givenUp?.() === true) throw new PollwardenError('STOPPED');
  };
  try {
    goOn();
    await refusePortInUse(config.host, config.port);
    const lock = lockData(config.dataFolder);
    ends.push(async () => lock.release());
    await applyStagedRestores(config.dataFolder, log, now);
    goOn();
    const { spaces, close } = await openSpaces({ config, log, now });
    ends.push(close);
    goOn();
    const bounds = { connections: connectionsWithin(defaultLimits.connections, log), ...limits };
    const app = await createApp({ config, spaces, log, sessionOf, limits: bounds, consoleFolder });
    ends.push(async () => await app.close());
    await listen(app, config.host, config.port);
    return { spaces, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
