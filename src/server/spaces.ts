// Opens the spaces of a server and starts their features; closes them in the reverse order, the ledgers last.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../ledger/ledger.ts';
import type { Config } from './config/config.ts';
import { createHub } from './hub.ts';
import { withFields } from './log.ts';
import { type LoadFeature, loadProfile } from './profiles.ts';
import type { ServedSpace, StartedFeature } from './served.ts';
import type { Log, Space } from './space.ts';

export type OpenSpaces = { readonly spaces: readonly ServedSpace[]; readonly close: () => Promise<void> };

type Surroundings = { readonly config: Config; readonly log: Log; readonly now: () => number };

/** Opens all spaces of the profile. When one feature cannot start, what had started is stopped, and it throws. */
export async function openSpaces(surroundings: Surroundings): Promise<OpenSpaces> {
  const { config, log } = surroundings;
  const profile = await loadProfile(config.profile);
  const open: OpenSpace[] = [];
  const close = async (): Promise<void> => {
    for (const space of open.splice(0).toReversed()) await space.close();
  };
  try {
    open.push(await openSpace('real', profile.real, surroundings));
    if (config.demonstration) open.push(await openSpace('demonstration', profile.demonstration, surroundings));
  } catch (error) {
    await close().catch((second: unknown) =>
      log.error({ error: String(second) }, 'closing after a failed start failed'),
    );
    throw error;
  }
  return { spaces: [...open], close };
}

type OpenSpace = ServedSpace & { readonly close: () => Promise<void> };

async function openSpace(
  name: Space['name'],
  loads: readonly LoadFeature[],
  { config, log: serverLog, now }: Surroundings,
): Promise<OpenSpace> {
  const folder = name === 'real' ? config.dataFolder : join(config.dataFolder, 'demonstration');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = withFields(serverLog, { space: name });
  const ledger = openLedger(folder, now);
  const prefix = name === 'real' ? '' : '/demo';
  const space: Space = { name, prefix, folder, ledger, hub: createHub(), now, log, config };
  const features: StartedFeature[] = [];
  const close = async (): Promise<void> => {
    for (const feature of features.splice(0).toReversed()) {
      // One that cannot stop must not keep the others, and the ledger, from closing.
      await feature.stop?.().catch((error: unknown) => {
        log.error({ feature: feature.name, error: String(error) }, 'a feature did not stop');
      });
    }
    ledger.close();
  };
  try {
    for (const load of loads) {
      const { feature } = await load();
      features.push({ ...(await feature.start(space)), name: feature.name });
    }
    for (const feature of features) feature.started?.();
  } catch (error) {
    await close();
    throw error;
  }
  return { space, features: [...features], close };
}
