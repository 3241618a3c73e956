// Reports we write are valid by the published schema and read back as the same definition's returns; others' shapes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import AjvDraft04 from 'ajv-draft-04';
import fc from 'fast-check';
import { readDefinition } from '../../../elections/definition/schema.ts';
import { type Definition, voteKey } from '../../../elections/definition/definition.ts';
import { sharedData } from '../../../kernel/testing/shared-data.ts';
import { nistCdf } from '../../packs/nist-cdf.ts';
import { compileRules } from '../../rules/check.ts';
import type { CountedUnit } from '../counted.ts';
import type { InputFile } from '../reading.ts';
import { dutch, dutchUnits } from '../testing/dutch.ts';
import { nistCdfReader } from './reader.ts';
import { writeCdf } from './write.ts';

const stamp = { createdAt: '2026-03-18T22:15:00Z', issuer: 'Electoral office', status: 'unofficial-partial' } as const;
const hash = 'b'.repeat(64);

const asFile = (text: string): InputFile => {
  const bytes = Buffer.from(text);
  return { path: 'report.json', sizeBytes: bytes.length, read: () => bytes };
};

/** The Dutch sample under this pack, with two modes. */
const twoModes: Definition = {
  ...dutch,
  pack: { name: 'nist-cdf', version: '1' },
  fields: nistCdf.fields,
  modes: [
    { id: 'paper', name: 'Paper' },
    { id: 'election_day', name: 'election day' },
  ],
  rules: [],
  carries: {},
};

const figure = fc.integer({ min: 0, max: 1_000_000 });
const fields = nistCdf.fields.map(({ id }) => id);
const keys = twoModes.contests[0].options.flatMap(({ id, candidates = [] }) =>
  [undefined, ...candidates.map((one) => one.id)].flatMap((candidate) =>
    twoModes.modes.map((mode) => voteKey(mode.id, id, candidate)),
  ),
);
const counted: fc.Arbitrary<readonly CountedUnit[]> = fc
  .array(fc.record(Object.fromEntries([...fields, ...keys].map((key) => [key, figure])), { noNullPrototype: true }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.map((counts, i) => ({ unit: dutch.units[i].id, counts })));

test('a report of ours is valid by the schema, and what is broken in it is not', (context) => {
  const path = sharedData('results/nist_cdf/NIST_V2_election_results_reporting.schema.json');
  if (path === undefined) return context.skip('the set nist_cdf is missing');
  const Ajv = (AjvDraft04 as unknown as { default?: typeof AjvDraft04 }).default ?? AjvDraft04;
  const ajv = new (Ajv as unknown as new (options: object) => { compile: (schema: object) => Validate })({
    strict: false,
    validateFormats: false,
  });
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);
  const [dutchCounts] = fc.sample(dutchUnits, { seed: 7, numRuns: 1 });
  const [modeCounts] = fc.sample(counted, { seed: 7, numRuns: 1 });
  const seats = [{ contest: 'geen', lists: [{ option: '1', seats: 15 }] }];
  for (const [definition, units] of [
    [dutch, dutchCounts],
    [twoModes, modeCounts],
  ] as const) {
    const text = writeCdf(definition, { counted: [{ contest: 'geen', units }], seats }, stamp);
    const written = JSON.parse(text) as { Election: { Contest: object[] }[] };
    assert.equal(validate(written), true, JSON.stringify(validate.errors?.slice(0, 3)));
    written.Election[0].Contest.push({ '@type': 'ElectionResults.PartyContest' });
    assert.equal(validate(written), false);
  }
  const empty = writeCdf(dutch, { counted: [], seats: [] }, { ...stamp, status: 'pre-election' });
  assert.equal(validate(JSON.parse(empty)), true, JSON.stringify(validate.errors?.slice(0, 3)));
});

type Validate = ((value: unknown) => boolean) & { readonly errors?: readonly object[] | null };

test('a report of ours reads back as the same returns and the same definition', () => {
  const against = { definition: twoModes, hash, channel: 'official', at: '2026-03-18T00:00:00Z' } as const;
  fc.assert(
    fc.property(counted, (units) => {
      const text = writeCdf(twoModes, { counted: [{ contest: 'geen', units }], seats: [] }, stamp);
      const { arrivals, problems } = nistCdfReader.returns([asFile(text)], nistCdf, against);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        arrivals.map(({ signed }) => ({ unit: signed.return.unit, counts: signed.return.counts })),
        units,
      );
      const { definition } = nistCdfReader.definition([asFile(text)], nistCdf, twoModes.election);
      assert.deepEqual(readDefinition(structuredClone(definition)), definition);
      assert.deepEqual(
        definition.units.map(({ id, name, area }) => [id, name, area]),
        twoModes.units.map(({ id, name, area }) => [id, name, area]),
      );
      assert.deepEqual(definition.areas, twoModes.areas);
      assert.deepEqual(definition.contests[0].options, twoModes.contests[0].options);
      assert.deepEqual(definition.modes.map(({ id }) => id).toSorted(), ['election_day', 'paper']);
      assert.ok(compileRules(definition).length > nistCdf.rules.length);
    }),
    { numRuns: 30 },
  );
});

const t = (content: string): object => ({ Text: [{ Content: content, Language: 'en' }] });
const unit = (id: string, more: object = {}): object => ({
  '@id': id,
  '@type': 'ElectionResults.ReportingUnit',
  Type: 'precinct',
  Name: t(id),
  ...more,
});
const total = (gpUnit: string, count: number, more: object = {}): object => ({
  '@type': 'ElectionResults.VoteCounts',
  GpUnitId: gpUnit,
  Type: 'total',
  Count: count,
  ...more,
});

function report(change: { gpUnits?: readonly object[]; contests?: readonly object[]; more?: object } = {}): string {
  const candidate = (id: string): object => ({
    '@id': `sel-${id}`,
    '@type': 'ElectionResults.CandidateSelection',
    CandidateIds: [id],
    VoteCounts: [total('p1', 10), total('p2', 20), total('county', 30)],
  });
  return JSON.stringify({
    '@type': 'ElectionResults.ElectionReport',
    Format: 'precinct-level',
    GeneratedDate: '2026-11-03T23:00:00Z',
    Issuer: 'County clerk',
    IssuerAbbreviation: 'CC',
    SequenceStart: 1,
    SequenceEnd: 1,
    Status: 'unofficial-partial',
    VendorApplicationId: 'x',
    GpUnit: change.gpUnits ?? [
      unit('county', { Type: 'county', ComposingGpUnitIds: ['p1', 'p2'] }),
      unit('p1', { VotersRegistered: 100 }),
      unit('p2'),
    ],
    Election: [
      {
        '@type': 'ElectionResults.Election',
        ElectionScopeId: 'county',
        StartDate: '2026-11-03',
        EndDate: '2026-11-03',
        Name: t('General'),
        Type: 'general',
        Candidate: [
          { '@id': 'a', BallotName: t('Ann') },
          { '@id': 'b', BallotName: t('Bob') },
        ],
        Contest: change.contests ?? [
          {
            '@id': 'mayor',
            '@type': 'ElectionResults.CandidateContest',
            Name: 'Mayor',
            ElectionDistrictId: 'county',
            VotesAllowed: 1,
            NumberElected: 1,
            ContestSelection: [candidate('a'), candidate('b')],
            OtherCounts: [{ GpUnitId: 'p1', Undervotes: 2 }],
          },
        ],
        BallotCounts: [{ GpUnitId: 'p1', Type: 'total', BallotsCast: 22, BallotsRejected: 0 }],
        ...change.more,
      },
    ],
  });
}

const define = (text: string): Definition => nistCdfReader.definition([asFile(text)], nistCdf, 'e').definition;
const returnsOf = (text: string, definition: Definition): ReturnType<typeof nistCdfReader.returns> =>
  nistCdfReader.returns([asFile(text)], nistCdf, { definition, hash, channel: 'official', at: '2026-11-03T00:00:00Z' });

test('a report of candidates: units, figures, districts left out of the returns', () => {
  const definition = define(report());
  assert.deepEqual(definition.contests[0].seats, { method: 'plurality', seats: 1 });
  assert.deepEqual(
    definition.units.map(({ id, area, registered }) => [id, area, registered]),
    [
      ['p1', 'county', 100],
      ['p2', 'county', undefined],
    ],
  );
  const { arrivals, problems } = returnsOf(report(), definition);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    arrivals.map(({ signed, source }) => [signed.return.unit, signed.return.counts, source.whose]),
    [
      [
        'p1',
        {
          voters_registered: 100,
          ballots_cast: 22,
          ballots_rejected: 0,
          undervotes: 2,
          'votes/all/a': 10,
          'votes/all/b': 10,
        },
        'report of County clerk',
      ],
      ['p2', { 'votes/all/a': 20, 'votes/all/b': 20 }, 'report of County clerk'],
    ],
  );
});

test('what is suppressed, in rounds, no whole number or not the sum of its parts is a problem of its unit', () => {
  const definition = define(report());
  const problemOf = (counts: readonly object[]): string => {
    const contest = {
      '@id': 'mayor',
      '@type': 'ElectionResults.CandidateContest',
      Name: 'M',
      ElectionDistrictId: 'county',
      VotesAllowed: 1,
    };
    const selection = {
      '@id': 's',
      '@type': 'ElectionResults.CandidateSelection',
      CandidateIds: ['a'],
      VoteCounts: counts,
    };
    const { arrivals, problems } = returnsOf(
      report({ contests: [{ ...contest, ContestSelection: [selection] }] }),
      definition,
    );
    assert.equal(arrivals.length, 0);
    return problems[0].detail;
  };
  assert.match(problemOf([total('p1', 1, { IsSuppressedForPrivacy: true })]), /suppressed for privacy/);
  assert.match(problemOf([total('p1', 1, { Round: 2 })]), /rounds/);
  assert.match(problemOf([total('p1', 1.5)]), /a count is 1.5/);
  assert.match(problemOf([total('p1', -1)]), /a count is -1/);
  assert.match(problemOf([total('p1', 3), total('p1', 2, { Type: 'early' })]), /total 3 is not the sum 2/);
  assert.match(problemOf([total('p1', 3), total('p1', 3)]), /all is there twice/);
  assert.match(problemOf([total('p1', 3)]), /votes\/all\/b is missing/);
  assert.throws(() => returnsOf(report({ more: { EndDate: '2026-11-04' } }), definition), /2026-11-04, not 2026-11-03/);
});

test('units that hold each other, missing districts, several elections and the minimal sample are refused by name', (context) => {
  const circle = [unit('county', { ComposingGpUnitIds: ['p1'] }), unit('p1', { ComposingGpUnitIds: ['county'] })];
  assert.throws(() => define(report({ gpUnits: circle })), /composed of itself/);
  assert.throws(() => define(report({ gpUnits: [unit('p1')] })), /no ReportingUnit county/);
  assert.throws(() => define('{"@type":"x"}'), /CDF_INVALID/);
  assert.throws(() => define('{'), /JSON_INVALID/);
  assert.throws(() => define('['.repeat(200_000)), /JSON_INVALID/);
  assert.throws(() => define(report({ contests: [] })), /there is no contest in it/);
  const path = sharedData('results/nist_cdf/sample-minimal-valid.json');
  if (path === undefined) return context.skip('the set nist_cdf is missing');
  assert.throws(() => define(readFileSync(path, 'utf8')), /there is no contest in it/);
});
