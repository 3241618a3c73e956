// What somebody tries who holds the log's key and the servers, so that everything published is consistent and signed; and what a
// hostile definition does to whoever reads it. Each is told by a check of all, by one of a single unit, or by both.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Definition } from '../../elections/definition/definition.ts';
import { signWith } from '../../generate/returns/keys.ts';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { publicCode } from '../../results/codes/public-code.ts';
import { canonicalReturn } from '../../results/return/parse.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { definitionEntries } from '../model/entry-bytes.ts';
import { parseAreaFile } from '../model/parse-site.ts';
import type { AreaFile, AreaUnit, Summary } from '../model/site.ts';
import { look, wordsOf } from '../testing/checked.ts';
import { type Files, type Forge, memorySource, testBulletin } from '../testing/test-bulletin.ts';
import { openTestLog, type TestLog } from '../testing/test-log.ts';
import { definitionOfText } from '../total/read-definition.ts';
import { readDefinitions } from './definitions.ts';
import { checkUnit, type UnitCheck } from './unit.ts';

const plan = { units: 6, areas: 2, options: 3 };
const text = (value: unknown): string => canonicalJson(value as Json);

function night(): TestLog {
  const log = openTestLog(plan);
  for (const { id } of log.definition.units) log.commit(log.returnOf(id));
  for (const { id } of log.definition.units.slice(0, 4)) log.release(log.returnOf(id));
  return log;
}

/** Appends a later version of the definition. */
function amended(log: TestLog, later: Definition): string {
  const content = text(later);
  const hash = Buffer.from(nodeCrypto.sha256(Buffer.from(content))).toString('hex');
  for (const part of definitionEntries(hash, content)) log.append(part);
  return hash;
}

/** Changes one unit in the file of its area, and publishes that. */
const forgedUnit =
  (id: string, change: (unit: AreaUnit) => AreaUnit): Forge =>
  (role, content) => {
    const read = role === 'area' ? parseAreaFile(content) : undefined;
    if (read?.ok !== true) return content;
    const units = read.value.units.map((unit) => (unit.unit === id ? change(unit) : unit));
    return text({ ...read.value, units } satisfies AreaFile);
  };

const forgedShown = (id: string, more: Partial<AreaUnit['contests'][number]>): Forge =>
  forgedUnit(id, (unit) => ({ ...unit, contests: unit.contests.map((one) => ({ ...one, ...more })) }));

async function seen(log: TestLog, forge?: Forge) {
  const files = await testBulletin(log, 1, {}, forge);
  return { files, ...(await look([memorySource(files)], { words: wordsOf(log) })) };
}

/** As the page and `bulletin check` look at one unit. */
async function alone(
  { files, opened = assert.fail() }: Awaited<ReturnType<typeof seen>>,
  id: string,
): Promise<UnitCheck> {
  const shown = areasIn(files)
    .flatMap(({ units }) => units)
    .find(({ unit }) => unit === id)?.contests[0];
  const definitions = await readDefinitions(opened);
  return await checkUnit(opened, { unit: id, shown: shown ?? assert.fail() }, definitions);
}

function areasIn(files: Files): readonly AreaFile[] {
  return [...files].flatMap(([path, bytes]) => {
    const read = /^data\/area-.*\.json$/.test(path) ? parseAreaFile(Buffer.from(bytes).toString()) : undefined;
    return read?.ok === true ? [read.value] : [];
  });
}

const fields = (faults: readonly { readonly field?: string }[]): readonly (string | undefined)[] =>
  faults.map(({ field }) => field);

test('figures without a record, called signed: a check of the unit finds no such thing in the log', async () => {
  const log = night();
  const unit = log.definition.units[5].id;
  const counts = { ...log.counts.get(unit), cast: 1 };
  const found = await seen(log, forgedShown(unit, { standing: 'signed', counts }));
  assert.equal(found.verdict, 'faults');
  const check = await alone(found, unit);
  assert.equal(check.standing, 'committed');
  assert.ok(fields(check.faults).includes('standing'));
  assert.ok(fields(check.faults).includes('cast'));
});

test('the public code of another return, and a commitment of another unit', async () => {
  const log = night();
  const [{ id: unit }, , , , { id: other }] = log.definition.units;
  const code = await seen(log, forgedShown(unit, { code: publicCode('0'.repeat(64)) }));
  assert.equal(code.verdict, 'faults');
  assert.deepEqual(fields((await alone(code, unit)).faults), ['code']);
  const commitment = log.commitments.get(log.hashOf(log.returnOf(unit))) ?? assert.fail();
  const placed = await alone(await seen(night(), forgedShown(other, { commitment })), other);
  assert.match(placed.faults[0]?.detail, /no commitment of the unit/);
});

test('a unit under the name of another, left out, or in another area', async () => {
  const log = night();
  const [{ id: unit }, { name }] = log.definition.units;
  const named = await seen(
    log,
    forgedUnit(unit, (own) => ({ ...own, name })),
  );
  assert.equal(named.verdict, 'faults');
  assert.deepEqual(fields(named.faults), ['name']);
  const without: Forge = (role, content) => {
    const read = role === 'area' ? parseAreaFile(content) : undefined;
    return read?.ok === true
      ? text({ ...read.value, units: read.value.units.filter((one) => one.unit !== unit) })
      : content;
  };
  assert.match((await seen(night(), without)).text, /FILE_MISSING\): 1 units are in no file of an area/);
});

test('a summary of other names, or without an area', async () => {
  const forge =
    (change: (summary: Summary) => Summary): Forge =>
    (role, content) =>
      role === 'summary' ? text(change(JSON.parse(content) as Summary)) : content;
  const named = await seen(
    night(),
    forge((own) => ({ ...own, areas: own.areas.map((area) => ({ ...area, name: 'X' })) })),
  );
  assert.equal(named.verdict, 'faults');
  assert.ok(fields(named.faults).every((field) => field === 'name'));
  const less = await seen(
    night(),
    forge((own) => ({ ...own, areas: own.areas.slice(1) })),
  );
  assert.match(less.text, /FILE_DAMAGED\): .*the area .* is not in it/);
});

test('a definition beside the log, with the names of two lists changed over', async () => {
  const forge: Forge = (role, content) => {
    if (role !== 'definition') return content;
    const own = JSON.parse(content) as Definition;
    const [first, second, ...rest] = own.contests[0].options;
    const options = [{ ...first, name: second.name }, { ...second, name: first.name }, ...rest];
    return text({ ...own, contests: [{ ...own.contests[0], options }] });
  };
  const found = await seen(night(), forge);
  assert.equal(found.verdict, 'faults');
  assert.match(found.text, /another definition than that of the total/);
});

test('a later version of the definition in the log is told, with names changed over or a unit left out', async () => {
  const log = night();
  const hash = amended(log, { ...log.definition, units: log.definition.units.slice(1) });
  const unit = log.definition.units[4].id;
  log.release(log.returnOf(unit), { definition: hash });
  const found = await seen(log);
  assert.equal(found.check?.laterRules.definitions, 1);
  assert.match(found.text, /Later versions of the definition .* which the words do not cover: 1\./);
});

test('other keys under the names of the first, keys of another centre, holders renamed', async () => {
  const { definition } = openTestLog(plan);
  const strange = openTestLog({ ...plan, seed: 99 }).definition;
  const renamed = definition.centres.map((centre) => ({
    ...centre,
    keys: centre.keys.map((key, i) => ({ ...key, publicKey: strange.centres[0].keys[i].publicKey })),
  }));
  const read = definitionOfText(text({ ...definition, centres: renamed.slice(0, 1), units: [] }), nodeCrypto.sha256);
  assert.match(read.ok ? '' : read.detail, /has another digest than its name says/);
  for (const change of ['other centre', 'other holder'] as const) {
    const log = night();
    const { id: unit, centre } = log.definition.units[4];
    const [own, other] = [centre, log.definition.centres.find(({ id }) => id !== centre)?.id ?? assert.fail()];
    const keysOf = (id: string) => log.definition.centres.find((one) => one.id === id)?.keys ?? assert.fail();
    const [signer, centres] =
      change === 'other centre'
        ? [other, new Map([...[own, other].map((id, i) => [id, keysOf([other, own][i])] as const)])]
        : [own, new Map([[own, keysOf(own).map((key) => ({ ...key, holder: `${key.holder} B` }))]])];
    const hash = amended(log, {
      ...log.definition,
      centres: log.definition.centres.map((one) => ({ ...one, keys: centres.get(one.id) ?? one.keys })),
    });
    const one = { ...log.returnOf(unit).return, definition: hash };
    const signatures = (log.keys.get(signer) ?? []).map((key) => signWith(key, canonicalReturn(one)));
    log.release({ return: one, signatures }, { definition: hash });
    const found = await seen(log);
    const single = await alone(found, unit);
    assert.deepEqual([single.standing, single.faults, found.faults], ['signed', [], []], change);
    // Every signature holds: only the words tell.
    assert.deepEqual([single.laterKeys, found.check?.laterKeys], [true, 1], change);
  }
});

test('a definition that would hang or end whoever reads it is refused in words', () => {
  const { definition } = openTestLog(plan);
  const [contest] = definition.contests;
  const [option] = contest.options;
  const seats = (more: object) => ({ contests: [{ ...contest, seats: { method: 'dhondt', seats: 5, ...more } }] });
  const cases: readonly (readonly [object, RegExp])[] = [
    [seats({ seats: 2 ** 53 - 1 }), /seats/],
    [seats({ threshold: { base: 'valid', share: [1, 0] } }), /share/],
    [{ contests: [{ ...contest, options: [option, option] }] }, /is there twice/],
    [{ contests: [{ ...contest, options: [{ ...option, id: 'a/b' }] }] }, /is not an id/],
    [{ fields: [{ ...definition.fields[0], id: 'constructor' }] }, /a name that every object has/],
    [{ areas: definition.areas.map((area) => ({ ...area, parent: area.id })) }, /above itself/],
  ];
  for (const [more, expected] of cases) {
    const read = definitionOfText(text({ ...definition, ...more }), nodeCrypto.sha256);
    assert.match(read.ok ? 'taken' : read.detail, expected);
  }
  const depth = 100_000;
  const deep = text(definition).replace(/\}$/, `,"zz":${'['.repeat(depth)}${']'.repeat(depth)}}`);
  const read = definitionOfText(deep, nodeCrypto.sha256);
  assert.match(read.ok ? 'taken' : read.detail, /nested too deep/);
});
