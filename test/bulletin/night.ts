// A bulletin in a folder for tests of the page: a generated night whose log is signed by its key and witnesses, with every
// standing that a unit can have.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appFiles } from '../../src/bulletin/site/app-files.ts';
import { buildSite } from '../../src/bulletin/site/build.ts';
import type { Headquarters } from '../../src/bulletin/site/figures.ts';
import { tilesOfLog } from '../../src/bulletin/site/log-files.ts';
import { openTestLog, type TestLog, type TestPlan, tilesOfEntries } from '../../src/bulletin/testing/test-log.ts';
import { entryBytes } from '../../src/bulletin/model/entry-bytes.ts';
import type { PaperKind } from '../../src/bulletin/model/site.ts';
import { nodeCrypto } from '../../src/tlog/files/crypto.ts';
import { tilePath } from '../../src/tlog/tiles.ts';

export const nightAt = Date.parse('2026-06-07T21:00:00Z');

type SiteRequest = Parameters<typeof buildSite>[0];

/** Writes the tiles of the log as it is now. */
async function writeTiles(log: TestLog, folder: string): Promise<void> {
  const read = tilesOfEntries(log.entries);
  for (const tile of tilesOfLog(log.entries.length)) {
    const file = join(folder, tilePath(tile));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, await read(tile));
  }
}

/** `paper`: of each unit; the tenth has none, the ninth is written by hand, unless said otherwise. */
export const headquartersOf = (log: TestLog, paper?: (unit: string) => PaperKind): Headquarters => {
  const kinds = new Map(
    log.definition.units.map(({ id }, i): [string, PaperKind] => [
      id,
      i % 10 === 9 ? 'none' : i % 10 === 8 ? 'handwritten' : 'qr',
    ]),
  );
  return {
    state: () => 'confirmed',
    firstAt: (_contest, unit) => nightAt - 3_600_000 - (Number(unit.replaceAll(/\D/g, '')) % 50) * 60_000,
    differs: () => false,
    paper: paper ?? ((unit) => kinds.get(unit) ?? 'none'),
  };
};

/** Builds `out` below the folder from the log as it is; each call is a further bulletin. */
export async function buildBulletin(
  log: TestLog,
  folder: string,
  app: string,
  more: Partial<SiteRequest> = {},
): Promise<string> {
  const [tiles, out] = [join(folder, 'log'), join(folder, 'out')];
  await writeTiles(log, tiles);
  await buildSite({
    out,
    entries: log.entries,
    logFolder: tiles,
    headquarters: () => headquartersOf(log),
    app: appFiles(app),
    languages: ['en'],
    mirrors: [],
    verifiers: [],
    now: nightAt,
    append: async (entry) => {
      const own = log.entries.length;
      log.entries.push(...entryBytes(entry, nodeCrypto.sha256));
      await writeTiles(log, tiles);
      const names = log.witnesses.map(({ key: { name } }) => name);
      return { entry: own, size: log.entries.length, note: await log.checkpoint(), witnesses: names };
    },
    ...more,
  });
  return out;
}

/** A night with every standing: most signed, some awaited, the others by their index in `special`. */
export const special = { differs: 1, stated: 2, merged: [3, 4], unverified: 5, committed: 6 } as const;

export function wholeNight(plan: TestPlan): TestLog {
  const log = openTestLog(plan);
  const units = log.definition.units.map(({ id }) => id);
  const came = units.slice(0, Math.floor(units.length * 0.92)).map((id) => log.returnOf(id));
  for (const one of came) log.commit(one);
  const [differs, stated, unverified] = [special.differs, special.stated, special.unverified].map((i) => came[i]);
  const countsOf = (unit: string): Readonly<Record<string, number>> => log.counts.get(unit) ?? {};
  const alone = (unit: string) => ({ of: { kind: 'unit', id: unit }, units: [unit], counts: countsOf(unit) }) as const;
  const aside = new Set(
    Object.values(special)
      .flat()
      .map((i) => units[i]),
  );
  for (const one of came) if (!aside.has(one.return.unit)) log.release(one);
  const { unit } = differs.return;
  log.release(differs, { counts: { ...countsOf(unit), 'votes/all/1': countsOf(unit)['votes/all/1'] + 9 } });
  log.record(alone(stated.return.unit));
  log.record({ ...alone(unverified.return.unit), return: log.hashOf(unverified) });
  log.releaseTogether(
    log.definition.units[special.merged[0]].area,
    special.merged.map((i) => units[i]),
  );
  return log;
}
