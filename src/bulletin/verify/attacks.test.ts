// Attacks on an election's bulletin, each tried, and what a citizen sees of it (docs/verification.md lists them).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { noteText, parseNote } from '../../tlog/note.ts';
import { look, wordsOf } from '../testing/checked.ts';
import { type Files, memorySource, testBulletin } from '../testing/test-bulletin.ts';
import { openTestLog, type TestLog, type TestPlan } from '../testing/test-log.ts';
import { saltOf } from '../model/commitment.ts';
import { definitionEntries } from '../model/entry-bytes.ts';
import { compareSources } from './compare.ts';
import { provesSplit } from './heads.ts';

/** Returns of all units, committed to. */
function committed(plan: Partial<TestPlan> = {}): { readonly log: TestLog; readonly returns: readonly SignedReturn[] } {
  const log = openTestLog({ units: 6, areas: 2, options: 3, ...plan });
  const returns = log.definition.units.map(({ id }) => log.returnOf(id));
  for (const signed of returns) log.commit(signed);
  return { log, returns };
}

function night(plan: Partial<TestPlan> = {}) {
  const { log, returns } = committed(plan);
  for (const signed of returns) log.release(signed);
  return { log, returns };
}

const withPointer = (files: Files, change: (pointer: Record<string, unknown>) => Record<string, unknown>): Files => {
  const pointer = JSON.parse(Buffer.from(files.get('latest.json') ?? []).toString()) as Record<string, unknown>;
  return new Map([...files, ['latest.json', Buffer.from(JSON.stringify(change(pointer)))]]);
};

const checkpointOf = (files: Files): string => Buffer.from(files.get('log/checkpoint') ?? []).toString();
const withCheckpoint = (files: Files, checkpoint: string): Files =>
  new Map([
    ...withPointer(files, (pointer) => ({ ...pointer, checkpoint })),
    ['log/checkpoint', Buffer.from(checkpoint)],
  ]);

test('nothing is wrong: the citizen reads the words, the witnesses and the total', async () => {
  const { log } = night();
  const seen = await look([memorySource(await testBulletin(log))], { words: wordsOf(log) });
  assert.equal(seen.verdict, 'holds');
  assert.match(seen.text, /They are the words that you gave\./);
  assert.match(seen.text, /Independent witnesses that signed the same state: w1 \(.*w2 \(.*w3 \(/);
  assert.match(seen.text, /6 of 6 units counted \(6 signed\)/);
});

test('without the words: this copy cannot prove itself; without witnesses: it is said', async () => {
  const { log } = night({ witnesses: 0 });
  const seen = await look([memorySource(await testBulletin(log))]);
  assert.equal(seen.verdict, 'unproven');
  assert.match(seen.text, /This copy cannot prove itself: compare these words/);
  assert.match(seen.text, /No independent witness signed this state/);
});

test('forged data with a forged verifier: a log that is consistent in itself has other words, and a verifier from elsewhere says so', async () => {
  const { log } = night();
  // Other keys, other returns, other witnesses, all signed as they have to be: its own page would say that all is well.
  const forged = night({ seed: 99 });
  const files = await testBulletin(forged.log);
  assert.equal((await look([memorySource(files)], { words: wordsOf(forged.log) })).verdict, 'holds');
  const seen = await look([memorySource(files)], { words: wordsOf(log) });
  assert.equal(seen.verdict, 'refused');
  assert.match(
    seen.text,
    /Nothing here can be believed:\nThe fingerprint is not the one that was published before polling \(WORDS_DIFFER\)/,
  );
  const by = (words: ReturnType<typeof wordsOf>): string => words.map(({ word }) => word).join(' ');
  const [fault] = seen.faults;
  assert.deepEqual([fault.shown, fault.committed], [by(wordsOf(forged.log)), by(wordsOf(log))]);
});

test('a wrong definition: other keys of centres are another entry 0, so other words', async () => {
  const { log } = night();
  const other = night({
    definition: (own) => ({
      ...own,
      centres: own.centres.map((centre) => ({ ...centre, keys: centre.keys.slice(0, 1) })),
    }),
  });
  const seen = await look([memorySource(await testBulletin(other.log))], { words: wordsOf(log) });
  assert.equal(seen.verdict, 'refused');
  assert.match(seen.text, /WORDS_DIFFER/);
});

test('a wrong key: a checkpoint that another log signed under the same name', async () => {
  const { log } = night();
  const files = await testBulletin(log);
  const other = night({ seed: 99 });
  await testBulletin(other.log);
  const seen = await look([memorySource(withCheckpoint(files, await other.log.checkpoint()))], { words: wordsOf(log) });
  assert.equal(seen.verdict, 'refused');
  assert.match(
    seen.text,
    /The checkpoint is not signed as the opening says \(CHECKPOINT_REFUSED\): .*SIGNATURE_MISSING/,
  );
});

test('one witness counted twice is one: the quorum is missing', async () => {
  const { log } = night();
  const files = await testBulletin(log);
  const parsed = parseNote(Buffer.from(checkpointOf(files)));
  const { text, signatures } = parsed.ok ? parsed.value : assert.fail(parsed.fault.detail);
  const [own, first] = signatures;
  const twice = noteText({
    text,
    signatures: [own, first, first, log.witnesses[0].sign(text, 1_780_000_999)],
  });
  const seen = await look([memorySource(withCheckpoint(files, twice))], { words: wordsOf(log) });
  assert.equal(seen.verdict, 'refused');
  assert.match(seen.text, /CHECKPOINT_REFUSED.*QUORUM_MISSING: 1 of 3 witnesses signed/);
});

test('one witness under two names: the opening itself is refused', async () => {
  const { log } = committed();
  const opening = JSON.parse(Buffer.from(log.entries[0]).toString()) as Record<string, string>;
  const [line] = opening.witnesses.match(/^witness w1 .*$/m) ?? assert.fail();
  const witnesses = opening.witnesses.replace(/^witness w2 .*$/m, line.replace('w1', 'w2'));
  log.entries[0] = Buffer.from(canonicalJson({ ...opening, witnesses }));
  const seen = await look([memorySource(await testBulletin(log))], { words: wordsOf(log) });
  assert.equal(seen.verdict, 'refused');
  assert.match(seen.text, /ENTRY_MALFORMED.*a key that stands here already/);
});

test('a rolled-back checkpoint: whoever saw the newer one is told', async () => {
  const { log, returns } = committed();
  for (const signed of returns.slice(0, 3)) log.release(signed);
  const older = await testBulletin(log);
  for (const signed of returns.slice(3)) log.release(signed);
  const newer = await testBulletin(log, 2);
  const seen = await look([memorySource(older)], { words: wordsOf(log), remembered: checkpointOf(newer) });
  assert.equal(seen.verdict, 'faults');
  assert.match(
    seen.text,
    /An older state than one that was seen before \(ROLLED_BACK\): \d+ entries, where \d+ were seen before/,
  );
  const goesOn = await look([memorySource(newer)], { words: wordsOf(log), remembered: checkpointOf(older) });
  assert.deepEqual([goesOn.verdict, goesOn.opened?.compared.remembered], ['holds', 'goesOn']);
  // The newest log behind the pointer of an older bulletin.
  const mixed = new Map([...newer, ['data/x', new Uint8Array(0)]]);
  const old = JSON.parse(Buffer.from(older.get('latest.json') ?? []).toString()) as Record<string, unknown>;
  const stale = withPointer(mixed, (pointer) => ({ ...old, checkpoint: pointer.checkpoint }));
  for (const [path, bytes] of older) if (path.startsWith('data/')) stale.set(path, bytes);
  const behind = await look([memorySource(stale)], { words: wordsOf(log) });
  assert.match(behind.text, /ROLLED_BACK\): the log holds bulletin 2, and this is 1/);
});

async function twoStates(sizes: 'equal' | 'different') {
  const [one, other] = [committed(), committed()];
  one.log.release(one.returns[0]);
  other.log.release(other.returns[1]);
  if (sizes === 'different') other.log.release(other.returns[2]);
  return { log: one.log, files: [await testBulletin(one.log), await testBulletin(other.log)] as const };
}

for (const sizes of ['equal', 'different'] as const) {
  test(`a split view of ${sizes} sizes: both signed states are kept, and prove it to anybody`, async () => {
    const { log, files } = await twoStates(sizes);
    const sources = files.map((one, i) => memorySource(one, `copy ${i + 1}`));
    const seen = await look(sources, { words: wordsOf(log), compare: compareSources });
    assert.equal(seen.verdict, 'faults');
    assert.match(seen.text, /Two states of the log that cannot both be true \(SPLIT_VIEW\)/);
    const evidence = seen.opened?.compared.evidence ?? assert.fail('no evidence');
    const text = JSON.stringify(evidence);
    assert.deepEqual(new Set(evidence.notes), new Set(files.map(checkpointOf)));
    assert.ok(await provesSplit(text, nodeCrypto));
    // Nobody can make such a file of one state, or of states that go on from each other.
    assert.equal(
      await provesSplit(JSON.stringify({ ...evidence, notes: [evidence.notes[0], evidence.notes[0]] }), nodeCrypto),
      false,
    );
    for (const at of [text.indexOf('bulletin.example'), text.indexOf('+', 200), Math.floor(text.length / 2)])
      assert.equal(await provesSplit(`${text.slice(0, at)}#${text.slice(at + 1)}`, nodeCrypto), false);
    // Seen one after the other by the same device.
    const again = await look([memorySource(files[1])], { words: wordsOf(log), remembered: checkpointOf(files[0]) });
    assert.match(again.text, /SPLIT_VIEW/);
  });
}

test('no evidence can be made of an honest log', async () => {
  const { log, returns } = committed();
  log.release(returns[0]);
  const older = await testBulletin(log);
  log.release(returns[1]);
  const newer = await testBulletin(log, 2);
  const opening = JSON.parse(Buffer.from(log.entries[0]).toString()) as Record<string, string>;
  const notes = [checkpointOf(older), checkpointOf(newer)];
  const forged = { format: 'pollwarden-split-view/1', witnesses: opening.witnesses, notes, consistency: null };
  assert.equal(await provesSplit(JSON.stringify(forged), nodeCrypto), false);
  const root = Buffer.alloc(32, 1).toString('base64');
  assert.equal(await provesSplit(JSON.stringify({ ...forged, consistency: { root, proof: [] } }), nodeCrypto), false);
});

test('headquarters’ copy of a return is changed: the total keeps what the centre signed, and says that the copy differs', async () => {
  const { log, returns } = committed();
  for (const signed of returns.slice(1)) log.release(signed);
  const [{ return: own }] = returns;
  log.release(returns[0], { counts: { ...own.counts, 'votes/all/1': own.counts['votes/all/1'] + 100 } });
  const seen = await look([memorySource(await testBulletin(log))], { words: wordsOf(log) });
  assert.match(seen.text, /6 of 6 units counted \(\d signed, 1 differs\)|6 of 6 units counted \(1 differs, 5 signed\)/);
  assert.match(seen.text, /headquarters’ copy differs; votes\/all\/1 is \d+ there, \d+ was signed and counts/);
  const all = returns.reduce((sum, signed) => sum + signed.return.counts['votes/all/1'], 0);
  assert.equal(seen.check?.total?.contests[0].counts['votes/1'], all);
  const result = seen.check?.reckoned?.units.get(`assembly\n${own.unit}`);
  assert.deepEqual(result?.judged?.differences, [
    { field: 'votes/all/1', shown: own.counts['votes/all/1'] + 100, committed: own.counts['votes/all/1'] },
  ]);
});

test('a return is removed: its unit is unverified, the total is said n of m, with and without it', async () => {
  const { log, returns } = committed();
  for (const signed of returns.slice(1)) log.release(signed);
  const [first] = returns;
  const { unit, counts } = first.return;
  log.record({ of: { kind: 'unit', id: unit }, units: [unit], return: log.hashOf(first), counts });
  const seen = await look([memorySource(await testBulletin(log))], { words: wordsOf(log) });
  assert.match(seen.text, /6 of 6 units counted/);
  assert.match(seen.text, /5 of 6 are verified; without the others: [A-Z][A-Za-z ]+: [\d,]+; /);
});

test('a commitment that is opened to another return, signed as it has to be: named with its unit, and not counted', async () => {
  const { log, returns } = committed();
  const [{ return: own }] = returns;
  const other = log.returnOf(own.unit, { counts: { ...own.counts, cast: own.counts.cast + 1 } });
  log.record({
    of: { kind: 'unit', id: own.unit },
    units: [own.unit],
    return: log.hashOf(other),
    counts: other.return.counts,
  });
  const salt = Buffer.from(saltOf(other, nodeCrypto.sha256)).toString('hex');
  const [place] = [...log.commitments.values()];
  log.append({ format: 'pollwarden-log/1', kind: 'return', commitment: place, salt, signed: other });
  const seen = await look([memorySource(await testBulletin(log))], { words: wordsOf(log) });
  const fault = seen.faults.find(({ code }) => code === 'COMMITMENT_BROKEN');
  assert.equal(fault?.unit, own.unit);
  assert.match(seen.text, /A return is not the one that was committed to/);
  assert.match(seen.text, /0 of 6 are verified/);
});

test('a return that headquarters made itself: its signatures do not hold, its unit is unverified', async () => {
  const { log, returns } = committed();
  const [{ return: own }, { signatures }] = returns;
  const forged = { return: { ...own, counts: { ...own.counts, cast: 1 } }, signatures };
  log.release(forged);
  const seen = await look([memorySource(await testBulletin(log))], { words: wordsOf(log) });
  const fault = seen.faults.find(({ code }) => code === 'SIGNATURE_INVALID');
  assert.equal(fault?.unit, own.unit);
  assert.match(seen.text, /A return is not signed by two holders of its centre/);
});

test('a record that was altered in the log: its figure is named with what was committed to', async () => {
  const { log, returns } = night();
  const files = await testBulletin(log);
  const path = [...files.keys()].find((one) => one.startsWith('log/tile/entries/')) ?? assert.fail();
  const text = Buffer.from(files.get(path) ?? []).toString('latin1');
  const at = text.indexOf('"cast":', text.indexOf('"kind":"record"') - 5) + 7;
  const digit = text[at] === '9' ? '8' : '9';
  const changed = new Map([
    ...files,
    [path, Buffer.from(`${text.slice(0, at)}${digit}${text.slice(at + 1)}`, 'latin1')],
  ]);
  const seen = await look([memorySource(changed)], { words: wordsOf(log) });
  const fault = seen.faults.find(({ code }) => code === 'FIGURE_DIFFERS');
  assert.deepEqual(
    [fault?.unit, fault?.field, fault?.committed],
    [returns[0].return.unit, 'cast', returns[0].return.counts.cast],
  );
  assert.equal(seen.check?.totalHolds, true);
});

test('a bulletin that names a total of its own: the log gives another', async () => {
  const { log } = night();
  const files = await testBulletin(log);
  const { opened = assert.fail() } = await look([memorySource(files)]);
  const entry = { ...opened.bulletin, number: 2, total: 'f'.repeat(64) };
  const place = log.append(entry);
  const more = await testBulletin(log, 3);
  const forged = withPointer(more, (pointer) => ({
    ...pointer,
    number: 2,
    at: entry.at,
    entry: place,
    manifest: opened.pointer.manifest,
  }));
  for (const [path, bytes] of files) if (path.startsWith('data/')) forged.set(path, bytes);
  const seen = await look([memorySource(forged)], { words: wordsOf(log) });
  assert.match(seen.text, /The total shown is not the sum of the returns \(TOTAL_DIFFERS\)/);
  assert.equal(seen.check?.totalHolds, false);
});

test('a mirror that has lost half of its files: the other stands in, and both are told', async () => {
  const { log } = night();
  const files = await testBulletin(log);
  const poor: Files = new Map([...files].filter((_, i) => i % 2 === 0 || i < 2));
  poor.set('latest.json', files.get('latest.json') ?? new Uint8Array(0));
  const seen = await look([memorySource(poor, 'poor'), memorySource(files, 'rich')], { words: wordsOf(log) });
  assert.ok(seen.check?.totalHolds);
  assert.ok(seen.faults.length > 0);
  assert.ok(
    seen.faults.every(({ code, detail }) => code === 'FILE_MISSING' && detail === 'at poor'),
    seen.text,
  );
});

test('keys that came after the words: returns under a later definition count, and it is said how many', async () => {
  const log = openTestLog({ units: 6, areas: 2, options: 3 });
  const made = openTestLog({ units: 6, areas: 2, options: 3, seed: 99 });
  const later = { ...log.definition, centres: made.definition.centres };
  const text = canonicalJson(later);
  const hash = Buffer.from(nodeCrypto.sha256(Buffer.from(text))).toString('hex');
  for (const part of definitionEntries(hash, text)) log.append(part);
  const [unit, other] = log.definition.units.map(({ id }) => id);
  log.release(log.returnOf(unit));
  const counts = log.counts.get(other) ?? {};
  log.release(made.returnOf(other, { definition: hash, counts }), { definition: hash });
  const seen = await look([memorySource(await testBulletin(log))], { words: wordsOf(log) });
  assert.equal(seen.check?.laterKeys, 1);
  assert.match(seen.text, /Returns signed by keys that came after the words: 1\./);
  assert.match(seen.text, /2 of 6 units counted \(2 signed, 4 awaited\)/);
});
