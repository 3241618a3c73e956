// The grammar of queries: exact cases, that any text is read, and that what is formatted reads back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { problemText } from './query-problem-text.ts';
import {
  formatQuery,
  mostQueryCharacters,
  parseQuery,
  type QueryField,
  type QueryTerm,
  type QueryValue,
} from './query.ts';

const fields: readonly QueryField[] = [
  { key: 'name', kind: 'text', meaning: 'name' },
  { key: 'accounts', kind: 'number', meaning: 'accounts' },
  { key: 'seen', kind: 'time', meaning: 'seen' },
  { key: 'state', kind: 'choice', meaning: 'state', values: ['new', 'confirmed'], optional: true },
  { key: 'declared', kind: 'flag', meaning: 'declared' },
  { key: 'layer', kind: 'set', meaning: 'layers' },
  { key: 'size', kind: 'choice', meaning: 'size', values: ['small', 'middle', 'large'], ordered: true },
];

const placeless = (terms: readonly QueryTerm[]): readonly unknown[] =>
  terms.map(({ at: _at, end: _end, ...rest }) => rest);
const valuesOf = (text: string): readonly QueryValue[] => {
  const { terms, problems } = parseQuery(text, fields);
  assert.deepEqual(problems, [], text);
  const [term] = terms;
  assert.equal(term.kind, 'field');
  return term.kind === 'field' ? term.values : [];
};

void test('words, keys, any-of, negation and quotes are told apart', () => {
  const text = 'links -state:new,confirmed name:"two words" "a: phrase" https://a.example/x?y=1';
  const { terms, problems } = parseQuery(text, fields);
  assert.deepEqual(problems, []);
  assert.deepEqual(placeless(terms), [
    { kind: 'word', text: 'links', negated: false },
    {
      kind: 'field',
      key: 'state',
      negated: true,
      values: [
        { kind: 'text', text: 'new' },
        { kind: 'text', text: 'confirmed' },
      ],
    },
    { kind: 'field', key: 'name', negated: false, values: [{ kind: 'text', text: 'two words' }] },
    { kind: 'word', text: 'a: phrase', negated: false },
    { kind: 'word', text: 'https://a.example/x?y=1', negated: false },
  ]);
  for (const { at, end } of terms) assert.equal(text.slice(at, end).includes(' -'), false);
});

void test('a time names its whole span; an age is measured back from now', () => {
  const day = Date.UTC(2026, 5, 1);
  assert.deepEqual(valuesOf('seen:>=2026-06-01'), [
    { kind: 'time', op: '>=', from: day, to: day + 86_400_000, text: '2026-06-01' },
  ]);
  assert.deepEqual(valuesOf('seen:2026-06'), [
    { kind: 'time', op: '=', from: day, to: Date.UTC(2026, 6, 1), text: '2026-06' },
  ]);
  assert.deepEqual(valuesOf('seen:<"2026-06-01 18:30"'), [
    { kind: 'time', op: '<', from: day + 66_600_000, to: day + 66_660_000, text: '2026-06-01 18:30' },
  ]);
  assert.deepEqual(valuesOf('seen:<2h'), [{ kind: 'age', op: '<', milliseconds: 7_200_000, text: '2h' }]);
  assert.deepEqual(valuesOf('accounts:>1.5e3'), [{ kind: 'number', op: '>', value: 1500, text: '1.5e3' }]);
  assert.deepEqual(valuesOf('state:none'), [{ kind: 'none' }]);
  assert.deepEqual(valuesOf('state:Confirmed'), [{ kind: 'text', text: 'confirmed' }]);
  assert.deepEqual(valuesOf('declared:yes'), [{ kind: 'flag', value: true }]);
});

void test('of an ordered choice a comparison lets through the values on its side', () => {
  const among = (text: string): unknown => {
    const [value] = valuesOf(text);
    return value.kind === 'rank' ? value.among : value;
  };
  assert.deepEqual(among('size:>=middle'), ['middle', 'large']);
  assert.deepEqual(among('size:>Middle'), ['large']);
  assert.deepEqual(among('size:<=middle'), ['small', 'middle']);
  assert.deepEqual(among('size:<small'), []);
  assert.deepEqual(among('size:=large'), { kind: 'text', text: 'large' });
});

const problemCases: readonly (readonly [string, string, number, string | undefined])[] = [
  ['stat:new', 'unknownKey', 0, 'state'],
  ['x zzzzz:new', 'unknownKey', 2, undefined],
  ['state:', 'valueMissing', 0, undefined],
  ['accounts:1,,2', 'valueMissing', 0, undefined],
  ['state:nev', 'valueInvalid', 0, 'new'],
  ['accounts:many', 'valueInvalid', 0, 'a number, such as >5'],
  ['accounts:0x10', 'valueInvalid', 0, 'a number, such as >5'],
  ['seen:2h', 'valueInvalid', 0, '<2h (younger) or >2h (older)'],
  ['name:>b', 'valueInvalid', 0, 'a text, in quotes; it has no order'],
  ['state:>new', 'valueInvalid', 0, 'values of state with commas; they have no order'],
  ['size:>midle', 'valueInvalid', 0, 'middle'],
  ['name:"open', 'unclosedQuote', 0, undefined],
  [`${'a '.repeat(41)}`, 'tooManyTerms', 80, undefined],
  [`name:${'a,'.repeat(60)}a`, 'tooManyValues', 0, undefined],
  [' '.repeat(mostQueryCharacters + 1), 'queryTooLong', mostQueryCharacters, undefined],
];
for (const [text, code, at, hint] of problemCases) {
  void test(`${code} with its place: ${text.slice(0, 30)}`, () => {
    const [problem] = parseQuery(text, fields).problems;
    assert.equal(problem.code, code);
    assert.equal(problem.at, at);
    assert.equal(problem.hint, hint);
    assert.match(problemText(problem), /^at \d+: /);
  });
}

void test('days that no calendar has are refused', () => {
  for (const day of ['2026-02-30', '2026-13', '2026-06-01T25:00', '2026-00-01', '2026-6-1']) {
    assert.equal(parseQuery(`seen:${day}`, fields).problems[0]?.code, 'valueInvalid', day);
  }
});

void test('any text is read, and the places lie within it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { terms, problems } = parseQuery(text, fields);
      for (const { at, end } of [...terms, ...problems]) assert.ok(at >= 0 && at <= end && end <= text.length);
    }),
    { numRuns: 2000 },
  );
});

const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const values: fc.Arbitrary<readonly [string, QueryValue]> = fc.oneof(
  anyText.map((text) => ['name', { kind: 'text', text }] as const),
  anyText.map((text) => ['layer', { kind: 'text', text }] as const),
  fc.constantFrom('new', 'confirmed').map((text) => ['state', { kind: 'text', text }] as const),
  fc
    .constantFrom('>=', '<')
    .map(
      (op) =>
        ['size', { kind: 'rank', op, text: 'middle', among: op === '<' ? ['small'] : ['middle', 'large'] }] as const,
    ),
  fc.constant(['state', { kind: 'none' }] as const),
  fc.boolean().map((value) => ['declared', { kind: 'flag', value }] as const),
  fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.constantFrom('=', '<', '<=', '>', '>='))
    .map(([value, op]) => ['accounts', { kind: 'number', op, value, text: String(value) }] as const),
  fc
    .tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('<', '>='))
    .map(([hours, op]) => ['seen', { kind: 'age', op, milliseconds: hours * 3_600_000, text: `${hours}h` }] as const),
);
const term: fc.Arbitrary<QueryTerm> = fc.oneof(
  fc
    .tuple(
      anyText.filter((text) => text !== ''),
      fc.boolean(),
    )
    .map(([text, negated]) => ({ kind: 'word', text, negated, at: 0, end: 0 }) as const),
  fc
    .tuple(values, fc.boolean())
    .map(([[key, value], negated]) => ({ kind: 'field', key, values: [value], negated, at: 0, end: 0 }) as const),
);

void test('what is formatted reads back as the same terms', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 12 }), (terms) => {
      const { terms: read, problems } = parseQuery(formatQuery(terms), fields);
      assert.deepEqual(problems, []);
      assert.deepEqual(placeless(read), placeless(terms));
    }),
    { numRuns: 2000 },
  );
});

void test('formatting what was read from any text is read the same again', () => {
  const pieces = fc.oneof(
    fc.constantFrom('name:', 'state:new', ',', ' ', '"', '\\', '-', ':', '>', 'seen:<2h'),
    anyText,
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const { terms } = parseQuery(parts.join(''), fields);
      assert.deepEqual(placeless(parseQuery(formatQuery(terms), fields).terms), placeless(terms));
    }),
    { numRuns: 2000 },
  );
});
