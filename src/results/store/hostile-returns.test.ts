// Returns that two holders signed and that must not count all the same: of another election, another place, another
// definition, of a size that breaks sums; and texts that would keep the server busy or lose returns silently.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Definition } from '../../elections/definition/definition.ts';
import { generateElection } from '../../generate/returns/election.ts';
import { signWith } from '../../generate/returns/keys.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { packOf } from '../packs/index.ts';
import type { CountReturn, SignedReturn } from '../return/count-return.ts';
import { canonicalReturn } from '../return/parse.ts';
import { amend, readAmendment } from './amend.ts';
import {
  decideVersion,
  definitionOf,
  electionOf,
  proposeAmendment,
  proposeFix,
  revokeKey,
  saveDraft,
} from './elections.ts';
import { importReturns } from './import-returns.ts';
import { type ReceivedItem, receiveReturns } from './receive.ts';
import { returnHash } from './returns.ts';
import { person } from './testing/small-election.ts';
import { tallyOfElection } from './tally.ts';
import { summaryOf } from './unit-rows.ts';

const plan = { seed: 3, day: '2026-06-07', units: 12, areas: 2, options: 4, candidates: 0 };
const generated = generateElection({ ...plan, election: 'one' });
const by = person('operator');

/** With a second contest that only one area votes in. */
const twoContests = (definition: Definition): Definition => ({
  ...definition,
  contests: [...definition.contests, { ...definition.contests[0], id: 'local', area: 'd1' }],
});

function started(t: TestContext, definition = twoContests(generated.definition)): Ledger {
  const { ledger } = temporaryLedger(t);
  fixed(ledger, definition);
  return ledger;
}

function fixed(ledger: Ledger, definition: Definition): void {
  saveDraft(ledger, definition, by);
  proposeFix(ledger, definition.election, person('chair'));
  decideVersion(ledger, definition.election, true, person('deputy'));
}

function signed(ledger: Ledger, election: string, unitId: string, more: Partial<CountReturn> = {}): SignedReturn {
  const definition = definitionOf(ledger, election);
  const unit = definition.units.find(({ id }) => id === unitId);
  const [contest] = definition.contests;
  const figures = [
    ...definition.fields.map(({ id }) => id),
    ...definition.modes.flatMap(({ id }) => contest.options.map((option) => `votes/${id}/${option.id}`)),
  ];
  const one: CountReturn = {
    format: 'pollwarden-return/1',
    election,
    definition: electionOf(ledger, election).current.hash,
    contest: contest.id,
    unit: unitId,
    centre: unit?.centre ?? '',
    counts: Object.fromEntries(figures.map((key) => [key, 100])),
    countedAt: '2026-06-07T20:00:00Z',
    ...more,
  };
  const keys = generated.keys.get(one.centre) ?? [];
  return { return: one, signatures: keys.map((key) => signWith(key, canonicalReturn(one))) };
}

const line = (one: SignedReturn): string => canonicalJson(one);
const receive = (ledger: Ledger, election: string, ...texts: readonly string[]): readonly ReceivedItem[] =>
  receiveReturns(ledger, election, { texts, channel: 'backup', way: 'mail' }, by);
const codes = (items: readonly ReceivedItem[]): readonly string[] =>
  items.map((one) => (one.result === 'refused' ? one.refusal.code : one.result));

const [unit] = generated.definition.units;
const elsewhere = generated.definition.units.find(({ area }) => area !== 'd1' && area !== unit.area);

test('a unit that does not vote in a contest is refused there, and the tally of all others stands', (t) => {
  const ledger = started(t);
  assert.ok(unit.area === 'd1' && elsewhere !== undefined);
  const items = receive(
    ledger,
    'one',
    line(signed(ledger, 'one', unit.id, { contest: 'local' })),
    line(signed(ledger, 'one', elsewhere.id, { contest: 'local' })),
  );
  assert.deepEqual(codes(items), ['added', 'RETURN_INVALID']);
  assert.equal(tallyOfElection(ledger, 'one', { confirmedOnly: false }).tallies[1].counted, 1);
});

test('figures that no unit has are refused, so that one centre cannot stop the sums of all', (t) => {
  const ledger = started(t);
  const huge = (unitId: string): SignedReturn => {
    const { return: one } = signed(ledger, 'one', unitId);
    const counts = Object.fromEntries(Object.keys(one.counts).map((key) => [key, Number.MAX_SAFE_INTEGER]));
    return signed(ledger, 'one', unitId, { counts });
  };
  const others = generated.definition.units.slice(0, 3).map(({ id }) => id);
  const items = receive(ledger, 'one', ...others.map((id) => line(huge(id))), line(signed(ledger, 'one', unit.id)));
  assert.deepEqual(codes(items), ['RETURN_INVALID', 'RETURN_INVALID', 'RETURN_INVALID', 'added']);
  assert.equal(tallyOfElection(ledger, 'one', { confirmedOnly: false }).tallies[0].counted, 1);
  assert.equal(summaryOf(ledger, 'one').votesDiffering, 0);
});

test('a return that is kept for one election is no return of another, whatever file brings it', async (t) => {
  const ledger = started(t);
  const other = generateElection({ ...plan, election: 'two' });
  fixed(ledger, other.definition);
  const kept = line(signed(ledger, 'one', unit.id));
  assert.deepEqual(codes(receive(ledger, 'one', kept)), ['added']);
  assert.deepEqual(codes(receive(ledger, 'two', kept)), ['ELECTION_OTHER']);
  const bytes = Buffer.from(kept);
  const file = { path: 'official.returns.jsonl', sizeBytes: bytes.length, read: () => bytes };
  const request = { pack: packOf('pollwarden'), channel: 'official', by } as const;
  const imported = importReturns(ledger, [file], { ...request, election: 'two' });
  assert.deepEqual([imported.added, imported.problems[0]?.code], [0, 'ELECTION_OTHER']);
  const { n } = ledger.db.prepare('SELECT count(*) AS n FROM arrivals').get() as { readonly n: number };
  assert.equal(n, 1);
});

test('a return under an amendment that one person proposed is refused until another approves it', (t) => {
  const ledger = started(t);
  const changes = readAmendment([{ change: 'moveUnit', unit: unit.id, name: 'Another door' }]);
  const amended = amend(definitionOf(ledger, 'one'), changes);
  const { hash } = proposeAmendment(ledger, amended.definition, { reason: 'door', changes: amended.changes }, by);
  const early = line(signed(ledger, 'one', unit.id, { definition: hash }));
  assert.deepEqual(codes(receive(ledger, 'one', early)), ['DEFINITION_UNKNOWN']);
  decideVersion(ledger, 'one', true, person('deputy'));
  assert.deepEqual(codes(receive(ledger, 'one', early)), ['added']);
});

test('a corrigendum takes the place of a return of its own unit, and gives all its figures again', (t) => {
  const ledger = started(t);
  const [, second] = generated.definition.units;
  const first = signed(ledger, 'one', unit.id);
  assert.deepEqual(codes(receive(ledger, 'one', line(first))), ['added']);
  const hash = returnHash(canonicalReturn(first.return));
  const more = { supersedes: hash, reason: 'a digit' };
  const stranger = signed(ledger, 'one', second.id, more);
  const form = Object.entries(first.return.counts).filter(([key]) => !key.startsWith('votes/'));
  const half = signed(ledger, 'one', unit.id, { ...more, counts: Object.fromEntries(form) });
  const full = signed(ledger, 'one', unit.id, { ...more, counts: { ...first.return.counts, cast: 101 } });
  const items = receive(ledger, 'one', line(stranger), line(half), line(full));
  assert.deepEqual(codes(items), ['RETURN_INVALID', 'RETURN_INVALID', 'added']);
});

test('a clock that is set back does not bring a revoked key to life', (t) => {
  const { ledger, clock } = temporaryLedger(t);
  fixed(ledger, generated.definition);
  const one = signed(ledger, 'one', unit.id);
  revokeKey(ledger, 'one', one.signatures[0].key, 'stolen', by);
  clock.now -= 3_600_000;
  assert.deepEqual(codes(receive(ledger, 'one', line(one))), ['KEY_REVOKED']);
});

test('a draft under which returns have arrived is not replaced by another', (t) => {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, generated.definition, by);
  assert.deepEqual(codes(receive(ledger, 'one', line(signed(ledger, 'one', unit.id)))), ['added']);
  saveDraft(ledger, generated.definition, by);
  assert.throws(() => saveDraft(ledger, { ...generated.definition, name: 'Another' }, by), /CONFLICT.*have arrived/);
});

test('texts with too many returns are refused as a whole; what was taken in and refused is in the audit trail', (t) => {
  const ledger = started(t);
  const one = line(signed(ledger, 'one', unit.id));
  assert.throws(
    () => receive(ledger, 'one', Array.from({ length: 5001 }, () => one).join('\n')),
    /INPUT_INVALID.*5,000/,
  );
  assert.throws(() => receive(ledger, 'one', `PW1:\n${'x\n'.repeat(50_001)}`), /INPUT_INVALID.*50,000/);
  assert.equal(codes(receive(ledger, 'one', '\n'.repeat(1_500_000), one))[0], 'added');
  receive(ledger, 'one', one.replace('"cast":100', '"cast":101'), 'no return');
  const received = ledger.db
    .prepare("SELECT details FROM audit WHERE event = 'returns.received' ORDER BY sequence")
    .all()
    .map(({ details }) => JSON.parse(String(details)) as Readonly<Record<string, unknown>>);
  assert.deepEqual(
    received.map(({ added, refused, reasons }) => [added, refused, reasons]),
    [
      [1, 0, ''],
      [0, 2, 'RETURN_INVALID SIGNATURE_INVALID'],
    ],
  );
});
