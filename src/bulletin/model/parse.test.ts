// Parsers of what strangers hand over: never throw, take only the one canonical form, and give back the same bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { parseSigned } from '../../results/return/parse.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { openTestLog } from '../testing/test-log.ts';
import { entryBytes } from './entry-bytes.ts';
import { parseEntry } from './parse-entry.ts';
import { parseAreaFile, parseManifest, parsePointer, parseSummary, parseTotal } from './parse-site.ts';

const log = openTestLog({ units: 12 });
const signed = log.returnOf(log.definition.units[0].id);
log.commit(signed);
log.release(signed);
log.releaseTogether(
  'lowmere',
  log.definition.units.slice(1, 4).map(({ id }) => id),
);
log.append({
  format: 'pollwarden-log/1',
  kind: 'bulletin',
  number: 1,
  manifest: 'a'.repeat(64),
  total: 'b'.repeat(64),
  at: '2026-06-07T20:00:00.123Z',
});

test('entries of every kind are read, and are the same bytes again', () => {
  const kinds = log.entries.map((bytes) => {
    const read = parseEntry(bytes);
    assert.ok(read.ok);
    assert.deepEqual(
      entryBytes(read.value, nodeCrypto.sha256).map((one) => Buffer.from(one)),
      [Buffer.from(bytes)],
    );
    return read.value.kind;
  });
  assert.deepEqual(
    [...new Set(kinds)],
    ['opening', 'definition', 'policy', 'commitment', 'record', 'return', 'bulletin'],
  );
});

test('of every entry, every byte that is flipped: refused, or another entry in its own canonical form', () => {
  for (const bytes of log.entries) {
    for (let at = 0; at < Math.min(bytes.length, 3000); at++) {
      const changed = Uint8Array.from(bytes);
      changed[at] ^= 1 << (at % 8);
      const read = parseEntry(changed);
      if (read.ok) assert.deepEqual(Buffer.concat(entryBytes(read.value, nodeCrypto.sha256)), Buffer.from(changed));
    }
  }
});

test('a return entry takes exactly the signed returns that a file of returns takes', () => {
  const around = (text: string): Uint8Array =>
    Buffer.from(
      `{"commitment":null,"format":"pollwarden-log/1","kind":"return","salt":"${'0'.repeat(64)}","signed":${text}}`,
    );
  const value = JSON.parse(canonicalJson(signed)) as {
    return: Record<string, unknown>;
    signatures: unknown[];
  };
  const odd = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.constant(-0),
    fc.constant('\ud800'),
    fc.array(fc.integer()),
    fc.dictionary(fc.string(), fc.nat()),
    fc.constant('2026-02-30T00:00:00Z'),
    fc.constant('e'.repeat(64)),
  );
  const member = fc.constantFrom(
    'format',
    'election',
    'definition',
    'contest',
    'unit',
    'centre',
    'counts',
    'countedAt',
    'supersedes',
    'reason',
    '__proto__',
    'more',
  );
  fc.assert(
    fc.property(member, odd, fc.boolean(), (name, other, absent) => {
      const { [name]: _, ...rest } = value.return;
      const changed = { ...value, return: absent ? rest : { ...rest, [name]: other } };
      let text: string;
      try {
        text = canonicalJson(changed as unknown as Json);
      } catch {
        return;
      }
      const [alone, inside] = [parseSigned(Buffer.from(text)), parseEntry(around(text))];
      assert.equal(inside.ok, alone.ok, text);
    }),
    { numRuns: 500 },
  );
});

test('whatever the text, no parser throws', () => {
  const parsers = [parsePointer, parseManifest, parseTotal, parseSummary, parseAreaFile];
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constant('['.repeat(60_000)));
  fc.assert(
    fc.property(texts, (text) => {
      for (const parse of parsers) assert.equal(parse(text).ok, false);
      assert.equal(parseEntry(Buffer.from(text)).ok, false);
    }),
  );
  assert.equal(parseEntry(new Uint8Array(65_536)).ok, false);
  assert.equal(parseEntry(Uint8Array.of(0xff, 0xfe)).ok, false);
});

test('paths lead nowhere but below data/', () => {
  const manifest = (path: string): string =>
    canonicalJson({
      format: 'pollwarden-manifest/1',
      election: 'e',
      number: 1,
      files: [{ role: 'total', path, sha256: 'a'.repeat(64), bytes: 1 }],
    });
  assert.ok(parseManifest(manifest('data/total-0123456789abcdef.json')).ok);
  for (const path of ['data/../x', '/data/x', 'data/x/y', 'log/checkpoint', 'data/', 'data/.x', 'data\\x'])
    assert.equal(parseManifest(manifest(path)).ok, false, path);
});
