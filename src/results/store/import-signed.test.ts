// Signed returns that two threads verify: whichever comes to a line, what is forged is refused with its place, all else is kept in
// the order of the file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateElection } from '../../generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../../generate/returns/write.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import type { InputFile } from '../formats/reading.ts';
import { pollwarden } from '../packs/pollwarden.ts';
import { saveDraft } from './elections.ts';
import { importReturns } from './import-returns.ts';
import { arrivalsOfElection } from './returns.ts';
import { person } from './testing/small-election.ts';

const by = person('operator');
const plan = { seed: 3, election: 'two', day: '2026-06-07', units: 700, areas: 5, options: 4, candidates: 0 };
const generated = generateElection(plan);
const official = nightOf(
  generated,
  { ...ordinaryNight, seed: 3, missing: 0 },
  Date.UTC(2026, 5, 7, 18),
).arrivals.filter(({ channel }) => channel === 'official');
const lines = official.map(({ signed }) => canonicalJson(signed));
const request = { pack: pollwarden, channel: 'official', election: 'two', by } as const;

function fileOf(text: readonly string[]): InputFile {
  const bytes = Buffer.from(text.join('\n'));
  return { path: 'official.returns.jsonl', sizeBytes: bytes.length, read: () => bytes };
}

const forged = (line: string): string =>
  line.replace(/"cast":(\d)/, (_, digit: string) => `"cast":${(Number(digit) % 9) + 1}`);

test('forged lines in either thread’s part are refused, the rest is kept in the order of the file', (t) => {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, generated.definition, by);
  const places = [0, 1, 300, lines.length - 2, lines.length - 1];
  const given = lines.map((line, i) => (places.includes(i) ? forged(line) : line));
  assert.ok(places.every((i) => given[i] !== lines[i]));
  const { added, rejected, problems } = importReturns(ledger, [fileOf(given)], request);
  assert.deepEqual([added, rejected], [lines.length - 5, 5]);
  assert.deepEqual(
    problems.map(({ code, row }) => [code, row]),
    places.map((i) => ['SIGNATURE_INVALID', i + 1]),
  );
  const rows = [...arrivalsOfElection(ledger, 'two')]
    .toSorted((a, b) => a.number - b.number)
    .map(({ source }) => source.row);
  assert.deepEqual(
    rows,
    [...rows].toSorted((a, b) => Number(a) - Number(b)),
  );
  const again = importReturns(ledger, [fileOf(given)], request);
  assert.deepEqual([again.added, again.known, again.rejected], [0, lines.length - 5, 5]);
});
