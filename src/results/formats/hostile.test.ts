// Hostile files: whatever the bytes, a reader gives a reading or a PollwardenError, soon, and within its caps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { emlNl } from '../packs/eml-nl.ts';
import { nistCdf } from '../packs/nist-cdf.ts';
import type { Pack } from '../packs/pack.ts';
import { readEmlNl } from './eml-nl/read.ts';
import { emlNlReader } from './eml-nl/reader.ts';
import { writeEml510 } from './eml-nl/write-510.ts';
import { writeEml520 } from './eml-nl/write-520.ts';
import { mostXmlBytes, parseXml } from './eml-nl/xml.ts';
import { nistCdfReader } from './nist-cdf/reader.ts';
import { writeCdf } from './nist-cdf/write.ts';
import type { FormatReader } from './reading.ts';
import { dutch, dutchUnits } from './testing/dutch.ts';

const stamp = { createdAt: '2026-03-18T22:15:00Z', issuer: 'Office' };
const [units] = fc.sample(dutchUnits, { seed: 11, numRuns: 1 });
const counted = [{ contest: 'geen', units }];
const lists = dutch.contests[0].options.map(({ id }) => ({ option: id, seats: 5 }));
const seats = [{ contest: 'geen', lists, elected: [{ option: '1', candidate: '1' }] }];
const count = Buffer.from(writeEml510(dutch, counted, stamp) ?? '');
const result = Buffer.from(writeEml520(dutch, seats, stamp) ?? '');
const report = Buffer.from(writeCdf(dutch, { counted, seats }, { ...stamp, status: 'certified' }));

/** Runs it; true where it answers or fails by name, and throws what is neither. */
function total(run: () => unknown): boolean {
  try {
    run();
  } catch (error) {
    if (!(error instanceof PollwardenError)) throw error;
    assert.ok(error.message.length < 2000, 'messages stay short');
  }
  return true;
}

const readAll = (reader: FormatReader, pack: Pack, bytes: Uint8Array, path: string, definition: Definition): void => {
  const files = [{ path, sizeBytes: bytes.length, read: () => bytes }];
  const against = { definition, hash: 'c'.repeat(64), channel: 'official', at: '2026-03-18T00:00:00Z' } as const;
  total(() => reader.definition(files, pack, 'e'));
  total(() => reader.returns(files, pack, against));
};

type Change = { readonly at: number; readonly byte: number; readonly remove: number; readonly repeat: number };

/** A few bytes changed, cut out or doubled, and perhaps the end cut off. */
function mutate(bytes: Buffer, changes: readonly Change[], end: number): Buffer {
  let mutated = Buffer.from(bytes);
  for (const { at, byte, remove, repeat } of changes) {
    const i = at % Math.max(1, mutated.length);
    const part = mutated.subarray(i, i + remove);
    mutated = Buffer.concat([
      mutated.subarray(0, i),
      ...Array.from({ length: repeat }, () => part),
      Buffer.from(byte < 256 ? [byte] : []),
      mutated.subarray(i + remove),
    ]);
  }
  return end % 4 === 0 ? mutated.subarray(0, end % Math.max(1, mutated.length)) : mutated;
}

const changes = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    byte: fc.nat(511),
    remove: fc.nat(40),
    repeat: fc.nat(3),
  }),
  { minLength: 1, maxLength: 6 },
);

test('mutated files of every kind are read or refused by name', () => {
  const mutated = fc.tuple(changes, fc.nat(1_000_000));
  fc.assert(
    fc.property(mutated, ([all, end]) => {
      readAll(emlNlReader, emlNl, mutate(count, all, end), 'a.xml', dutch);
      readAll(emlNlReader, emlNl, mutate(result, all, end), 'a.xml', dutch);
      readAll(nistCdfReader, nistCdf, mutate(report, all, end), 'a.json', dutch);
      return true;
    }),
    { numRuns: 300 },
  );
});

test('values of the wrong kind anywhere in a report are refused by name', () => {
  const odd = fc.constantFrom<unknown>(null, [], {}, '', -1, 1e308, 0.5, true, '__proto__', ['x'], { '@id': 1 });
  const value = JSON.parse(report.toString()) as object;
  fc.assert(
    fc.property(fc.nat(100_000), odd, (which, replacement) => {
      let seen = 0;
      const changed = JSON.stringify(value, (_key, inside: unknown) => (seen++ === which % 700 ? replacement : inside));
      readAll(nistCdfReader, nistCdf, Buffer.from(changed), 'a.json', dutch);
      return true;
    }),
    { numRuns: 200 },
  );
});

test('well-formed EML with odd values, or with elements left out, is read or refused by name', () => {
  const odd = fc.constantFrom(
    '',
    '-1',
    '1e9',
    '99999999999999999999',
    'x',
    '__proto__',
    '0',
    ' 7 ',
    '&lt;',
    '\u{1f5f3}',
  );
  const pieces = /(?<=>)[^<>]+(?=<)|(?<=")[^"<>]*(?=")/g;
  const elements = /<(\w+)[^<>]*>[^<>]*<\/\1>|<[\w:]+[^<>]*\/>/g;
  fc.assert(
    fc.property(fc.constantFrom(count, result), fc.nat(100_000), odd, fc.boolean(), (file, which, value, leaveOut) => {
      const text = file.toString();
      const pattern = leaveOut ? elements : pieces;
      const all = text.match(pattern)?.length ?? 0;
      let seen = 0;
      const changed = text.replace(pattern, (found) => (seen++ === which % all ? (leaveOut ? '' : value) : found));
      assert.ok(all > 10, `only ${all} places to change`);
      total(() => parseXml(Buffer.from(changed), 'a.xml'));
      readAll(emlNlReader, emlNl, Buffer.from(changed), 'a.xml', dutch);
      return true;
    }),
    { numRuns: 400 },
  );
});

const root = (inside: string): Buffer =>
  Buffer.from(`<EML xmlns="urn:oasis:names:tc:evs:schema:eml" Id="110a" SchemaVersion="5">${inside}</EML>`);
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof PollwardenError) return `${error.code} ${error.detail ?? ''}`;
    throw error;
  }
  return 'read';
};

test('entities, outside files and other encodings are refused before they do anything', () => {
  const laughs = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const bomb = `<?xml version="1.0"?><!DOCTYPE EML [<!ENTITY l0 "lol">${laughs}]><EML>&l10;</EML>`;
  assert.match(
    codeOf(() => parseXml(Buffer.from(bomb), 'a')),
    /XML_INVALID a DOCTYPE is not accepted/,
  );
  const outside = '<!DOCTYPE EML SYSTEM "file:///etc/passwd"><EML/>';
  assert.match(
    codeOf(() => parseXml(Buffer.from(outside), 'a')),
    /DOCTYPE/,
  );
  assert.match(
    codeOf(() => parseXml(root('&unknown;'), 'a')),
    /XML_INVALID/,
  );
  assert.match(
    codeOf(() => parseXml(Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a/>'), 'a')),
    /ENCODING/,
  );
  assert.match(
    codeOf(() => parseXml(Buffer.from('\u{feff}<a/>', 'utf16le'), 'a')),
    /ENCODING_INVALID|XML_INVALID/,
  );
  assert.match(
    codeOf(() => parseXml(Buffer.from([0x3c, 0x61, 0xff]), 'a')),
    /ENCODING_INVALID/,
  );
});

test('depth, elements, attributes, text and size are capped', () => {
  assert.match(
    codeOf(() => parseXml(root('<a>'.repeat(100_000)), 'a')),
    /nested deeper than 40/,
  );
  const many = Array.from({ length: 100_000 }, (_, i) => ` a${i}="1"`).join('');
  assert.match(
    codeOf(() => parseXml(root(`<a${many}/>`), 'a')),
    /more than 32 attributes/,
  );
  assert.match(
    codeOf(() => parseXml(root(`<a>${'x'.repeat(20_000)}</a>`), 'a')),
    /more than 10000 characters/,
  );
  assert.match(
    codeOf(() => parseXml(root('<a/>'.repeat(2_000_001)), 'a')),
    /more than 2000000 elements/,
  );
  assert.match(
    codeOf(() => parseXml(Buffer.alloc(mostXmlBytes + 1), 'a')),
    /larger than 64 MiB/,
  );
  assert.equal(parseXml(root('<a/>'.repeat(100_000)), 'a').children.length, 100_000);
  assert.match(
    codeOf(() => readEmlNl(root('<a/>'.repeat(100_000)), 'a')),
    /messageMismatch/,
  );
});

test('names of a prototype are plain names', () => {
  const named = root('<constructor __proto__="x" toString="y"/><__proto__/>');
  const { children } = parseXml(named, 'a');
  assert.deepEqual(
    children.map(({ name }) => name),
    ['constructor', '__proto__'],
  );
  assert.deepEqual(Object.entries(children[0].attributes), [
    ['__proto__', 'x'],
    ['toString', 'y'],
  ]);
  assert.equal(Object.getPrototypeOf(children[0].attributes), null);
  assert.match(
    codeOf(() => readEmlNl(Buffer.from('<EML xmlns="urn:oasis:names:tc:evs:schema:eml" Id="constructor"/>'), 'a')),
    /messageUnknown/,
  );
});
