// Fixing the log of an election: once, of what two persons fixed, with words that follow from entry 0, also after a crash.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import { definitionOf, proposeAmendment } from '../../results/store/elections.ts';
import { person } from '../../results/store/testing/small-election.ts';
import { newClock, openNight, startRelease } from '../../results/store/testing/release-night.ts';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { makeLog, openKeeper } from '../../tlog/files/keeper.ts';
import { startWitness, witnessPair } from '../../tlog/testing/witness-server.ts';
import { daysBefore } from './days-before.ts';
import { definitionParts } from './entries.ts';
import { type FixedOpening, fixOpening, openingIn } from './opening.ts';
import { logFolder } from './place.ts';
import { posterOf, witnessesInWords } from './poster.ts';
import { openElectionLog } from './election-log.ts';
import { publishLog } from './publish-log.ts';

const verifier = { node: 'a'.repeat(64), page: 'b'.repeat(64) };
const twoWeeksBefore = Date.parse('2026-05-24T09:00:00Z');
const silent = async (): Promise<never> => await Promise.reject(new Error('no witness is asked'));

function opened(t: TestContext): { readonly ledger: Ledger; readonly space: string } {
  const space = temporaryFolder(t);
  const ledger = openLedger(space, () => twoWeeksBefore);
  t.after(() => ledger.close());
  openNight(ledger);
  return { ledger, space };
}

const fix = (
  ledger: Ledger,
  spaceFolder: string,
  more: { witnesses?: string; origin?: string } = {},
): Promise<FixedOpening> =>
  fixOpening(
    ledger,
    'small',
    { spaceFolder, origin: more.origin ?? 'log.example/small', witnesses: more.witnesses, verifier },
    person('chair'),
  );

test('the log opens with what was fixed, is published, and is never fixed anew', async (t) => {
  const { ledger, space } = opened(t);
  startRelease(ledger, newClock());
  const { entry, sha256, days } = await fix(ledger, space);
  assert.equal(days, 14);
  const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
  assert.equal(entry.definition, hashOf(canonicalJson(definitionOf(ledger, 'small') as unknown as Json)));
  const log = await openElectionLog(ledger, space, 'small');
  assert.deepEqual(log.index.opening?.entry, entry);
  assert.deepEqual(Buffer.from(sha256).toString('hex'), hashOf(canonicalJson(entry as unknown as Json)));
  assert.deepEqual([...log.index.definitions], [entry.definition]);
  assert.deepEqual([...log.index.policies], [entry.releasePolicy]);
  assert.equal((await publishLog(ledger, log, silent)).published, true);
  log.close();
  assert.equal(statSync(join(logFolder(space, 'small'), 'key.json')).mode & 0o777, 0o600);
  await assert.rejects(fix(ledger, space), { code: 'CONFLICT' });
  // Nor after somebody removed the folder.
  rmSync(logFolder(space, 'small'), { recursive: true });
  await assert.rejects(fix(ledger, space), { code: 'CONFLICT' });
  await assert.rejects(openElectionLog(ledger, space, 'small'), { code: 'LOG_BEHIND' });
});

test('only what two persons fixed, and no amendment may wait', async (t) => {
  const { ledger, space } = opened(t);
  const amended = { ...definitionOf(ledger, 'small'), name: 'Another name' };
  proposeAmendment(ledger, amended, { reason: 'a name', changes: ['name'] }, person('chair'));
  await assert.rejects(fix(ledger, space), { code: 'CONFLICT' });
  assert.equal(existsSync(logFolder(space, 'small')), false);
});

test('after a crash at any step the next call makes one log, and the words stay', async (t) => {
  const { ledger, space } = opened(t);
  const folder = logFolder(space, 'small');
  // Killed behind the key: the name that was begun with stays.
  makeLog(folder, 'log.example/small');
  await assert.rejects(fix(ledger, space, { origin: 'log.example/other' }), { code: 'CONFLICT' });
  const { sha256 } = await fix(ledger, space);
  // Killed behind the entries, before the record knew of it: as in a ledger that stands where this one stood then.
  const again = await fix(opened(t).ledger, space, { witnesses: 'quorum none\n' });
  assert.deepEqual([again.resumed, again.sha256], [true, sha256]);
  const keeper = openKeeper(folder);
  assert.deepEqual((await openingIn(keeper))?.sha256, sha256);
  keeper.close();
});

test('witnesses and quorum are part of what is fixed; a policy that is none is refused before anything is made', async (t) => {
  const { ledger, space } = opened(t);
  for (const bad of ['quorum two\n', 'log nonsense\nquorum none\n', `# ${'x'.repeat(50_000)}\nquorum none\n`])
    await assert.rejects(fix(ledger, space, { witnesses: bad }), { code: 'INPUT_INVALID' });
  assert.equal(existsSync(logFolder(space, 'small')), false);
  const [a, b] = [await startWitness(witnessPair('a'), {}), await startWitness(witnessPair('b'), { known: 'another' })];
  t.after(async () => await Promise.all([a.close(), b.close()]));
  const { entry } = await fix(ledger, space, { witnesses: `${a.line}${b.line}group any 1 a b\nquorum any\n` });
  assert.match(witnessesInWords(entry)[0], /1 of a, b/);
  const log = await openElectionLog(ledger, space, 'small');
  assert.deepEqual(
    log.keeper.policy.witnesses.map(({ name }) => name),
    ['a', 'b'],
  );
  log.close();
});

test('poster and gazette show each word with its number, what to compare, and that there is no witness', async (t) => {
  const { ledger, space } = opened(t);
  const { entry, sha256 } = await fix(ledger, space);
  const named = { ...entry, name: '<b>Élection & co</b>' };
  const { html, gazette } = posterOf({ entry: named, sha256, days: 20 }, true);
  for (const [days, says] of [
    [20, /, 20 days before polling on 20\d\d-\d\d-\d\d\./],
    [1, /, 1 day before polling on .*: fewer than the 14 days/],
    [0, /THE DAY OF POLLING\. These words prove nothing/],
    [-2, /AFTER polling on .*\. These words prove nothing/],
  ] as const)
    for (const text of Object.values(posterOf({ entry, sha256, days }, false))) {
      assert.match(text, says);
      assert.equal(/before polling/.test(text), days > 0);
    }
  assert.equal(html.match(/<b lang="en">[a-z]+<\/b><span>\d{4}<\/span>/g)?.length, 16);
  assert.equal(gazette.match(/^ {2}[ \d]\d {2}[a-z]+ +\d{4}$/gm)?.length, 16);
  for (const text of [html, gazette]) {
    assert.match(text, /No independent witness/);
    assert.match(text, /cannot prove itself/);
    assert.match(text, /DEMONSTRATION/);
    assert.ok(text.includes(entry.log.slice(0, 20)));
  }
  assert.ok(html.includes('&lt;b&gt;Élection &amp; co'));
});

test('days are counted by the calendar of the election', () => {
  assert.equal(daysBefore(Date.parse('2026-05-24T21:30:00Z'), '2026-06-07', 'UTC'), 14);
  assert.equal(daysBefore(Date.parse('2026-05-24T22:30:00Z'), '2026-06-07', 'Europe/Sofia'), 13);
  assert.equal(daysBefore(Date.parse('2026-06-09T12:00:00Z'), '2026-06-07', 'UTC'), -2);
});

test('a long definition is in parts that fit an entry, whatever is in it, and joined is the same', () => {
  const text = `${'"\\'.repeat(9999)}x${'\u{1f5f3}€"'.repeat(30_000)}`;
  const parts = definitionParts({ hash: 'c'.repeat(64), text });
  assert.ok(parts.length > 5 && parts.every(({ length }) => length <= 65_535));
  const read = parts.map(
    (bytes) => JSON.parse(Buffer.from(bytes).toString('utf8')) as { part: number; of: number; text: string },
  );
  assert.deepEqual(
    read.map(({ part, of }) => [part, of]),
    parts.map((_, i) => [i + 1, parts.length]),
  );
  assert.equal(read.map((part) => part.text).join(''), text);
});
