// Files looked at one by one: what they are, or the reason and place of their refusal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bulgaria } from '../packs/bulgaria.ts';
import { emlNl } from '../packs/eml-nl.ts';
import { nistCdf } from '../packs/nist-cdf.ts';
import { writeEml510 } from './eml-nl/write-510.ts';
import { inspectFile } from './inspect.ts';
import { writeCdf } from './nist-cdf/write.ts';
import { dutch, dutchUnits } from './testing/dutch.ts';
import type { InputFile } from './reading.ts';

const file = (text: string): InputFile => ({ path: 'f', sizeBytes: text.length, read: () => Buffer.from(text) });
const stamp = { createdAt: '2026-03-18T22:15:00Z', issuer: 'Office' };
const [units] = fc.sample(dutchUnits, { seed: 2, numRuns: 1 });
const text = writeEml510(dutch, [{ contest: 'geen', units }], stamp) ?? '';

test('a file says what it is', () => {
  const read = { file: 'f', read: true, day: '2026-03-18', warnings: [] };
  assert.deepEqual(inspectFile(file(text), emlNl), { ...read, kind: '510b', election: 'GR2026_Voorbeeld' });
  const report = writeCdf(dutch, { counted: [], seats: [] }, { ...stamp, status: 'pre-election' });
  const known = { ...read, kind: 'precinct-level', election: 'Gemeenteraad Voorbeeld 2026' };
  assert.deepEqual(inspectFile(file(report), nistCdf), known);
});

test('a refused file says its reason; a pack whose files only mean something together is told', () => {
  const answer = inspectFile(file(text.replace('>GR1<', '>AB1<')), emlNl);
  assert.ok(!answer.read);
  assert.deepEqual([answer.code, answer.reason, answer.line], ['EML_INVALID', 'categoryMismatch', 2]);
  const size = inspectFile({ ...file(text), sizeBytes: 1e9 }, emlNl);
  assert.ok(!size.read && size.code === 'FILE_UNREADABLE');
  assert.throws(() => inspectFile(file(text), bulgaria), /PACK_INVALID/);
});
