// A bulletin as it is checked: whole and unit by unit; nothing wrong found where nothing is, and what is wrong named as exactly
// as can be known.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { parseAreaFile } from '../model/parse-site.ts';
import { fingerprintWords } from '../words/words.ts';
import { type Files, memorySource, memoryTwins, reckonLog, testBulletin } from '../testing/test-bulletin.ts';
import { openTestLog, type TestLog } from '../testing/test-log.ts';
import { totalText } from '../total/total.ts';
import { readDefinitions } from './definitions.ts';
import { openBulletin, type OpenedBulletin, type OpenOptions } from './open.ts';
import { faultList, type Source } from './source.ts';
import { checkUnit } from './unit.ts';
import { checkWhole, type WholeCheck } from './whole.ts';

/** Every kind of standing among its units. */
function night(units = 12, more: Partial<Parameters<typeof openTestLog>[0]> = {}): TestLog {
  const log = openTestLog({ units, ...more });
  const ids = log.definition.units.map(({ id }) => id);
  const returns = ids.slice(0, Math.ceil(units * 0.8)).map((id) => log.returnOf(id));
  for (const signed of returns) log.commit(signed);
  log.releaseTogether('lowmere', ids.slice(0, 2));
  for (const signed of returns.slice(2, -1)) log.release(signed);
  return log;
}

const wordsOf = ({ entries }: TestLog) => fingerprintWords(nodeCrypto.sha256(entries[0]));

async function opened(sources: readonly Source[], options: OpenOptions = {}) {
  const faults = faultList();
  return { faults, opened: await openBulletin({ crypto: nodeCrypto, sources, faults }, options) };
}

async function whole(
  sources: readonly Source[],
  options: OpenOptions = {},
): Promise<WholeCheck & { readonly bulletin: OpenedBulletin }> {
  const { faults, opened: bulletin } = await opened(sources, options);
  if (bulletin === undefined) return assert.fail(JSON.stringify(faults.all()));
  return { ...((await checkWhole(bulletin)) ?? assert.fail('stopped')), bulletin };
}

test('a bulletin in order: no fault, and the total follows from the log', async () => {
  const log = night();
  const expected = totalText(reckonLog(log).total);
  const files = await testBulletin(log);
  const found = await whole([memorySource(files)], { words: wordsOf(log) });
  assert.deepEqual(found.faults, []);
  assert.equal(found.bulletin.wordsHold, true);
  assert.equal(found.bulletin.head.opened.witnesses.length, 3);
  assert.ok(found.totalHolds);
  assert.equal(totalText(found.total ?? assert.fail()), expected);
  assert.equal(totalText(found.published ?? assert.fail()), expected);
  // The same from scripts alone, as under file://.
  assert.deepEqual((await whole([memoryTwins(files)])).faults, []);
});

test('several bundles, and several levels of tiles', async () => {
  const log = night(700, { areas: 12 });
  const files = await testBulletin(log);
  assert.ok(log.entries.length > 4 * 256);
  const found = await whole([memorySource(files)]);
  assert.deepEqual(found.faults, []);
  assert.equal(found.entries, log.entries.length);
});

async function unitsOf(files: Files, bulletin: OpenedBulletin) {
  const definitions = await readDefinitions(bulletin);
  const areas = [...files.keys()].filter((path) => /^data\/area-.*\.json$/.test(path));
  const units = areas.flatMap((path) => {
    const read = parseAreaFile(Buffer.from(files.get(path) ?? []).toString());
    return read.ok ? read.value.units : assert.fail(read.detail);
  });
  return units.flatMap(({ unit, contests }) => contests.map((shown) => ({ unit, shown, definitions })));
}

test('each unit by itself: the same standing as the check of the whole, with a proof where the log tells of it', async () => {
  const log = night();
  const files = await testBulletin(log);
  const { opened: bulletin = assert.fail(), faults } = await opened([memorySource(files)]);
  const { units } = reckonLog(log);
  for (const { unit, shown, definitions } of await unitsOf(files, bulletin)) {
    const found = await checkUnit(bulletin, { unit, shown }, definitions);
    assert.deepEqual(found.faults, [], unit);
    const { standing } = units.get(`assembly\n${unit}`) ?? assert.fail();
    assert.equal(found.standing, standing);
    assert.equal(found.holders, standing === 'signed' ? 2 : 0);
    assert.equal(found.proof !== undefined, standing !== 'awaited');
  }
  assert.deepEqual(faults.all(), []);
});

/** Flips a digit of a figure in a text, so that everything else stays readable. */
function changeFigure(files: Files, path: string, unit: string, field = 'cast'): Files {
  const text = Buffer.from(files.get(path) ?? []).toString('latin1');
  const at = path.startsWith('data/') ? text.indexOf(`"${unit}"`) : text.indexOf(`"unit":"${unit}"},"signatures"`);
  const near = text.lastIndexOf('"counts"', at);
  const figure = text.indexOf(`"${field}":`, near) + field.length + 3;
  const digit = text[figure] === '9' ? '8' : String(Number(text[figure]) + 1);
  return new Map([
    ...files,
    [path, Buffer.from(`${text.slice(0, figure)}${digit}${text.slice(figure + 1)}`, 'latin1')],
  ]);
}

test('a changed digit in headquarters’ copy of an area: the file, the unit and the figure, and what was signed stands', async () => {
  const log = night();
  const files = await testBulletin(log);
  const unit = log.definition.units[5].id;
  const path =
    [...files.keys()].find(
      (one) => one.startsWith(`data/area-${log.definition.units[5].area}-`) && one.endsWith('.json'),
    ) ?? '';
  const changed = changeFigure(files, path, unit);
  const found = await whole([memorySource(changed)]);
  const committed = log.counts.get(unit)?.cast;
  assert.deepEqual(
    found.faults.map(({ code, file }) => [code, file]),
    [
      ['FILE_DAMAGED', path],
      ['FIGURE_DIFFERS', path],
    ],
  );
  const { unit: named, field, committed: value } = found.faults[1];
  assert.deepEqual([named, field, value], [unit, 'cast', committed]);
  assert.ok(found.totalHolds);
});

function bundlePath(files: Files): string {
  return [...files.keys()].find((path) => path.startsWith('log/tile/entries/000')) ?? assert.fail();
}

test('a changed digit in an entry: named with what was committed to, from a mirror, or from headquarters’ copy alone', async () => {
  const log = night();
  const files = await testBulletin(log);
  const unit = log.definition.units[5].id;
  const changed = changeFigure(files, bundlePath(files), unit);
  for (const others of [[memorySource(files, 'mirror')], [memoryTwins(changed)], []]) {
    const found = await whole([memorySource(changed), ...others]);
    const figure =
      found.faults.find(({ code }) => code === 'FIGURE_DIFFERS') ?? assert.fail(JSON.stringify(found.faults));
    assert.deepEqual([figure.unit, figure.field, figure.committed], [unit, 'cast', log.counts.get(unit)?.cast]);
    assert.ok(found.totalHolds, 'what was signed and logged stands');
    assert.deepEqual(found.lost, []);
  }
});

test('an entry that no copy holds: n of m, with and without its unit', async () => {
  const log = night();
  const files = await testBulletin(log);
  const unit = log.definition.units[5].id;
  // A signature of the return: nothing else holds it.
  const path = bundlePath(files);
  const bytes = Buffer.from(files.get(path) ?? []);
  const at = bytes.indexOf('"signature":"', bytes.indexOf(`"unit":"${unit}"`, bytes.indexOf('"kind":"return"'))) + 20;
  bytes[at] = bytes[at] === 65 ? 66 : 65;
  const found = await whole([memorySource(new Map([...files, [path, bytes]]))]);
  assert.deepEqual(
    found.lost.map((one) => one.unit),
    [unit],
  );
  assert.equal(found.totalHolds, false);
  assert.ok(found.published !== undefined);
  const [now] = found.total?.contests ?? [];
  assert.equal(now.byStanding.unverified, 1);
  assert.equal(now.counts.cast, found.published.contests[0].counts.cast);
  assert.equal(now.without?.cast, now.counts.cast - (log.counts.get(unit)?.cast ?? 0));
});
