// A bulletin as it is built (site/), before the instant and after: the check of all of it finds nothing; from its scripts alone
// neither; and of every file that is changed it says which.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { openSiteNight, type SiteNight } from '../site/testing/site-night.ts';
import { folderSources } from '../sources/folder.ts';
import { fingerprintWords } from '../words/words.ts';
import { openBulletin } from './open.ts';
import { readDefinitions } from './definitions.ts';
import { shownOfUnit } from './paper.ts';
import { checkScripts } from './scripts.ts';
import { faultList, type Source } from './source.ts';
import { checkUnit } from './unit.ts';
import { checkWhole } from './whole.ts';

function night(t: TestContext): SiteNight {
  const made = openSiteNight(temporaryFolder(t), { units: 40, areas: 4, options: 5 });
  t.after(() => made.keeper.close());
  return made;
}

async function whole({ log }: SiteNight, sources: readonly Source[]) {
  const faults = faultList();
  const words = fingerprintWords(nodeCrypto.sha256(log.entries[0]));
  const opened = await openBulletin({ crypto: nodeCrypto, sources, faults }, { words });
  if (opened === undefined) return assert.fail(JSON.stringify(faults.all()));
  const check = (await checkWhole(opened, { scripts: checkScripts })) ?? assert.fail();
  return { opened, check };
}

test('built before the instant, then with records, corrections and merged units: nothing is wrong', async (t) => {
  const made = night(t);
  const { log, out, build } = made;
  const units = log.definition.units.map(({ id }) => id);
  for (const unit of units.slice(0, 30)) log.commit(log.returnOf(unit));
  await build({ now: Date.parse('2026-06-07T19:00:00Z') });
  assert.deepEqual((await whole(made, folderSources(out))).check.faults, []);
  log.releaseTogether('lowmere', units.slice(0, 3));
  for (const unit of units.slice(3, 20)) log.release(log.returnOf(unit));
  log.record({ of: { kind: 'unit', id: units[20] }, units: [units[20]], counts: log.counts.get(units[20]) ?? {} });
  await build();
  const counts = { ...log.counts.get(units[5]), cast: 700 };
  const corrected = log.returnOf(units[5], { counts, supersedes: '0'.repeat(64), reason: 'misread' });
  log.release(corrected, { corrects: 4 });
  await build();
  for (const sources of [folderSources(out), folderSources(out).slice(1)]) {
    const { opened, check } = await whole(made, sources);
    assert.deepEqual(check.faults, []);
    assert.ok(check.totalHolds);
    assert.equal(opened.bulletin.number, 3);
    const definitions = await readDefinitions(opened);
    for (const unit of [units[1], units[5], units[20], units[25], units[39]])
      for (const { shown } of await shownOfUnit(opened, log.definition, unit)) {
        const found = await checkUnit(opened, { unit, shown }, definitions);
        assert.deepEqual(found.faults, []);
        assert.equal(found.standing, shown.standing);
      }
  }
});

test('each file of data, each tile and the pointer: changed by one byte, it is named', async (t) => {
  const made = night(t);
  const { log, out, build } = made;
  for (const { id } of log.definition.units.slice(0, 12)) log.release(log.returnOf(id));
  await build();
  const files = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (path) =>
        statSync(join(out, path)).isFile() &&
        /^(?:data\/[^/]+\.(?:json|js|csv|xml|html|css)|log\/tile\/[^.]*(?:\.p\/\d+)?|log-js\/[^.]*\.js|latest\.json)$/.test(
          path,
        ),
    );
  assert.ok(files.length > 20);
  for (const path of files) {
    const bytes = readFileSync(join(out, path));
    const changed = Buffer.from(bytes);
    changed[Math.floor(bytes.length / 2)] ^= 1;
    writeFileSync(join(out, path), changed);
    const { check } = await whole(made, folderSources(out));
    writeFileSync(join(out, path), bytes);
    // A signature of a key that the opening does not name may be in the pointer's note: it is ignored.
    const named = check.faults.some(({ file }) => file === path);
    assert.ok(named || path === 'latest.json', `${path}: ${JSON.stringify(check.faults)}`);
    assert.ok(check.totalHolds, path);
  }
  assert.deepEqual((await whole(made, folderSources(out))).check.faults, []);
});
