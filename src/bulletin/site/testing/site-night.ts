// For tests: a generated election whose log lies in a folder, and a bulletin of it that is built again and again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { appendEntries } from '../../../tlog/files/append.ts';
import { isKeeperFolder, type Keeper, makeLog, openKeeper } from '../../../tlog/files/keeper.ts';
import { logRound } from '../../../tlog/files/round.ts';
import { entryBytes } from '../../model/entry-bytes.ts';
import { parseEntry } from '../../model/parse-entry.ts';
import { extentOf } from '../../../tlog/files/state.ts';
import { nodeCrypto } from '../../../tlog/files/crypto.ts';
import { vkeyText } from '../../../tlog/keys.ts';
import { openTestLog, type TestLog, type TestPlan } from '../../testing/test-log.ts';
import { readEntries } from '../log-files.ts';
import { buildSite } from '../build.ts';
import type { Headquarters } from '../figures.ts';
import type { BuiltSite, SiteRequest } from '../site-request.ts';

export const knowsNothing: Headquarters = {
  state: () => undefined,
  firstAt: () => undefined,
  differs: () => false,
  paper: () => 'qr',
};

export type SiteNight = {
  readonly log: TestLog;
  readonly keeper: Keeper;
  readonly out: string;
  readonly build: (more?: Partial<SiteRequest>) => Promise<BuiltSite>;
};

export const nightAt = Date.parse('2026-06-07T21:00:00Z');

async function publish(keeper: Keeper, log: TestLog): Promise<string> {
  appendEntries(keeper.state, keeper.hasher, log.entries);
  const round = await logRound(keeper, () => Promise.reject(new Error('no witness is asked')));
  if (!round.ok) throw new Error(round.fault.detail);
  return round.value.note;
}

/** What an earlier process appended, so that this one goes on from it. */
async function restore(keeper: Keeper, log: TestLog): Promise<void> {
  await publish(keeper, log);
  const { size } = extentOf(keeper.state);
  const entries = await readEntries(keeper.publicFolder, size);
  log.entries.splice(0, log.entries.length, ...entries);
  for (const bytes of entries) {
    const read = parseEntry(bytes);
    if (read.ok && read.value.kind === 'record') log.records.push(read.value.record);
  }
}

/** As openSiteNight, from where an earlier process was killed. */
export async function continueSiteNight(folder: string, plan: TestPlan): Promise<SiteNight> {
  const night = openSiteNight(folder, plan);
  await restore(night.keeper, night.log);
  return night;
}

/** Below `folder`. */
export function openSiteNight(folder: string, plan: TestPlan): SiteNight {
  const [place, out] = [join(folder, 'log'), join(folder, 'out')];
  if (!existsSync(place) || !isKeeperFolder(place)) makeLog(place, 'bulletin.example/assembly');
  const keeper = openKeeper(place);
  const log = openTestLog({ witnesses: 0, vkey: vkeyText(keeper.key), ...plan });
  const build = async (more: Partial<SiteRequest> = {}): Promise<BuiltSite> => {
    await publish(keeper, log);
    return await buildSite({
      out,
      entries: await readEntries(keeper.publicFolder, log.entries.length),
      logFolder: keeper.publicFolder,
      headquarters: () => knowsNothing,
      app: [],
      languages: ['en'],
      mirrors: [],
      verifiers: [],
      now: nightAt,
      append: async (entry) => {
        const own = log.entries.length;
        log.entries.push(...entryBytes(entry, nodeCrypto.sha256));
        const note = await publish(keeper, log);
        return { entry: own, size: log.entries.length, note, witnesses: [] };
      },
      ...more,
    });
  };
  return { log, keeper, out, build };
}
