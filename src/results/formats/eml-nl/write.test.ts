// What we write is valid by the published schemas (xmllint itself judges) and reads back as the same returns.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { sharedData } from '../../../kernel/testing/shared-data.ts';
import { emlNl } from '../../packs/eml-nl.ts';
import { bulgaria } from '../../packs/bulgaria.ts';
import { dutch, dutchUnits } from '../testing/dutch.ts';
import type { InputFile } from '../reading.ts';
import { readEmlNl } from './read.ts';
import { emlNlReader } from './reader.ts';
import { writeEml510 } from './write-510.ts';
import { writeEml520 } from './write-520.ts';

const stamp = { createdAt: '2026-03-18T22:15:00Z', issuer: 'Centraal stembureau' };
const hash = 'a'.repeat(64);

const asFile = (text: string): InputFile => {
  const bytes = Buffer.from(text);
  return { path: 'count.eml.xml', sizeBytes: bytes.length, read: () => bytes };
};

/** The complaints of xmllint; empty where the file is valid. */
function xmllint(folder: string, schema: string, text: string): string {
  const found = spawnSync('xmllint', ['--nonet', '--noout', '--schema', join(folder, 'xsd', schema), '-'], {
    input: text,
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (found.error !== undefined) throw found.error;
  return found.status === 0 ? '' : found.stderr;
}

const sample = fc.sample(dutchUnits, { seed: 4, numRuns: 1 })[0];

test('510b of a municipality is valid, and what is broken in it is not', (context) => {
  const folder = sharedData('results/eml_nl');
  if (folder === undefined) return context.skip('the set eml_nl is missing');
  const text = writeEml510(dutch, [{ contest: 'geen', units: sample }], stamp) ?? '';
  assert.match(text, /Id="510b"/);
  assert.equal(xmllint(folder, '510-count-kiesraad-strict.xsd', text), '');
  assert.match(xmllint(folder, '510-count-kiesraad-strict.xsd', text.replace(/<Cast>\d+<\/Cast>/, '')), /Cast/);
});

test('510d of several municipalities, and of an election of another country under a given id, are valid', (context) => {
  const folder = sharedData('results/eml_nl');
  if (folder === undefined) return context.skip('the set eml_nl is missing');
  const two = { ...dutch, centres: [...dutch.centres, { ...dutch.centres[0], id: '0124' }] };
  const whole = writeEml510(two, [{ contest: 'geen', units: sample }], stamp) ?? '';
  assert.match(whole, /Id="510d"/);
  assert.equal(xmllint(folder, '510-count-kiesraad-strict.xsd', whole), '');
  const foreign = {
    ...dutch,
    areas: [{ id: 'all', name: 'All', level: 'all' }],
    units: [{ id: '010100001', name: 'School', area: 'all', centre: '01' }],
    contests: [
      {
        id: 'national',
        name: 'N',
        area: 'all',
        options: [
          { id: 'x', name: 'X' },
          { id: 'y', name: 'Y' },
        ],
      },
    ],
    fields: bulgaria.fields,
    modes: bulgaria.modes,
  };
  const counts = { 'votes/paper/x': 3, 'votes/machine/x': 4, 'votes/paper/y': 1, invalid_paper_ballots: 2 };
  const counted = [{ contest: 'national', units: [{ unit: '010100001', counts }] }];
  const given = writeEml510(foreign, counted, stamp, 'EP2026') ?? '';
  assert.equal(xmllint(folder, '510-count-kiesraad-strict.xsd', given), '');
  assert.match(given, /<RegisteredName>X<\/RegisteredName><\/AffiliationIdentifier><ValidVotes>7</);
  assert.match(given, /<RejectedVotes ReasonCode="ongeldig">2</);
  assert.throws(() => writeEml510(foreign, counted, stamp), /--eml-id/);
  assert.throws(() => writeEml510(foreign, counted, stamp, 'XX2026'), /no election id of EML_NL/);
});

test('520 with lists alone and with persons is valid, and reads back', (context) => {
  const lists = [
    { option: '1', seats: 9 },
    { option: '2', seats: 0 },
    { option: '4', seats: 6 },
  ];
  const elected = [
    { option: '1', candidate: '2' },
    { option: '4', candidate: '1' },
  ];
  const alone = writeEml520(dutch, [{ contest: 'geen', lists }], stamp) ?? '';
  const persons = writeEml520(dutch, [{ contest: 'geen', lists, elected }], stamp) ?? '';
  const { body } = readEmlNl(Buffer.from(persons), 'r.xml');
  assert.deepEqual(body.kind === '520' && body.contests[0].elected, [
    { list: '1' },
    { list: '1', candidate: '2' },
    { list: '4' },
    { list: '4', candidate: '1' },
  ]);
  assert.equal(writeEml520(dutch, [{ contest: 'geen', lists: [] }], stamp), undefined);
  const folder = sharedData('results/eml_nl');
  if (folder === undefined) return context.skip('the set eml_nl is missing');
  assert.equal(xmllint(folder, '520-result-kiesraad-strict.xsd', alone), '');
  assert.equal(xmllint(folder, '520-result-kiesraad-strict.xsd', persons), '');
});

test('a 510 of ours reads back as the same returns', () => {
  const against = { definition: dutch, hash, channel: 'official', at: '2026-03-18T00:00:00Z' } as const;
  fc.assert(
    fc.property(dutchUnits, (units) => {
      const text = writeEml510(dutch, [{ contest: 'geen', units }], stamp) ?? '';
      const { arrivals, problems } = emlNlReader.returns([asFile(text)], emlNl, against);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        arrivals.map(({ signed }) => ({ unit: signed.return.unit, counts: signed.return.counts })),
        units,
      );
    }),
    { numRuns: 50 },
  );
});

test('a count of another election, an unknown unit or list, a wrong total: refused or told with its place', () => {
  const against = { definition: dutch, hash, channel: 'official', at: '2026-03-18T00:00:00Z' } as const;
  const text = writeEml510(dutch, [{ contest: 'geen', units: sample }], stamp) ?? '';
  const read = (changed: string): ReturnType<typeof emlNlReader.returns> =>
    emlNlReader.returns([asFile(changed)], emlNl, against);
  assert.throws(() => read(text.replace('GR2026_Voorbeeld', 'GR2026_Ander')), /electionDiffers/);
  assert.throws(() => read(text.replace('>2026-03-18<', '>2026-03-19<')), /electionDiffers/);
  const unit = read(text.replace(`Id="${sample[0].unit}"`, 'Id="0123::SB99"'));
  assert.equal(unit.arrivals.length, sample.length - 1);
  assert.match(unit.problems[0].detail, /there is no unit "0123::SB99"/);
  const list = read(text.replaceAll('<AffiliationIdentifier Id="4">', '<AffiliationIdentifier Id="5">'));
  assert.match(list.problems[0].detail, /list 4 is missing/);
  const total = read(text.replace(/<ValidVotes>\d+</, '<ValidVotes>99999999<'));
  assert.deepEqual([total.problems[0].kind, total.arrivals.length], ['warning', sample.length]);
  assert.match(total.problems[0].detail, /total of list 1/);
});
