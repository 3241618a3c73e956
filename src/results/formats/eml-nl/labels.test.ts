// Acceptance 3: every file of labels.csv. What is valid is read, what is meant to be invalid is refused for its reason;
// the one limit of a product among them, and the files that only a strict schema refuses, are listed here by name.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { PollwardenError } from '../../../kernel/errors.ts';
import { sharedData } from '../../../kernel/testing/shared-data.ts';
import { emlNl } from '../../packs/eml-nl.ts';
import type { InputFile } from '../reading.ts';
import type { EmlNlDocument } from './document.ts';
import { readEmlNl } from './read.ts';
import { emlNlReader } from './reader.ts';
import { type Refusal, refusalOf } from './refuse.ts';

/** Valid EML_NL that one product does not take: it counts councils only, and this is a Tweede Kamer election. */
const limitsOfOneProduct = ['eml110a_invalid_election_limited_elections_supported.eml.xml'];

const reasons: Readonly<Record<string, Refusal | 'XML_INVALID'>> = {
  'eml110a_invalid_election_category_and_sub_category_mismatch.eml.xml': 'categoryMismatch',
  'eml110a_invalid_election_missing_election_domain.eml.xml': 'domainMissing',
  'eml110a_invalid_election_mismatch_preference_threshold.eml.xml': 'thresholdMismatch',
  'eml110a_invalid_election_missing_election_tree.eml.xml': 'treeMissing',
  'eml110a_invalid_election_missing_nomination_date.eml.xml': 'nominationDateMissing',
  'eml110a_invalid_election_missing_number_of_seats.eml.xml': 'elementMissing',
  'eml110a_invalid_election_number_of_seats.eml.xml': 'seatsMismatch',
  'eml110a_invalid_election_voting_method.eml.xml': 'valueInvalid',
  'eml110a_invalid_xml.eml.xml': 'XML_INVALID',
  'eml110b_invalid_number_of_voters.eml.xml': 'numberInvalid',
  'eml110b_invalid_polling_station_number_of_voters.xml': 'numberInvalid',
  'eml230b_invalid_document_type.eml.xml': 'messageMismatch',
  'eml230b_invalid_empty_affiliates.eml.xml': 'listsMissing',
  'eml230b_invalid_incorrect_election_date.eml.xml': 'nominationAfterElection',
  'eml230b_invalid_incorrect_election_type.eml.xml': 'categoryMismatch',
  'eml230b_invalid_missing_election_domain.eml.xml': 'domainMissing',
};

/** Refused by the given schemas and not meant to be invalid: read with a warning. */
const readWithWarning: Readonly<Record<string, RegExp>> = {
  'eml110b_test.eml.xml': /NominationDate/,
  'eml110b_less_than_10_stations.eml.xml': /VotingMethod/,
  'eml110b_not_matching_election_id.eml.xml': /VotingMethod/,
};

type Label = { readonly path: string; readonly name: string; readonly valid: boolean; readonly meantInvalid: boolean };

function labels(folder: string): readonly Label[] {
  const lines = readFileSync(join(folder, 'labels.csv'), 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    const [file, , valid, invalid] = line.split(',');
    return { path: join(folder, file), name: basename(file), valid: valid === 'yes', meantInvalid: invalid === 'yes' };
  });
}

function attempt(path: string): EmlNlDocument | PollwardenError {
  try {
    return readEmlNl(readFileSync(path), basename(path));
  } catch (error) {
    assert.ok(error instanceof PollwardenError, String(error));
    return error;
  }
}

test('every file of labels.csv is read or refused as it is meant to be', (context) => {
  const folder = sharedData('results/eml_nl');
  if (folder === undefined) return context.skip('the set eml_nl is missing');
  const all = labels(folder);
  assert.equal(all.length, 31);
  const told = { read: 0, refused: 0, warned: 0, limits: 0 };
  for (const { path, name, valid, meantInvalid } of all) {
    const answer = attempt(path);
    if (meantInvalid && !limitsOfOneProduct.includes(name)) {
      assert.ok(answer instanceof PollwardenError, `${name} is read`);
      assert.equal(refusalOf(answer) ?? answer.code, reasons[name], name);
      assert.equal(answer.file, name);
      assert.ok((answer.line ?? 0) > 0, `${name} has no line`);
      told.refused++;
      continue;
    }
    if (answer instanceof PollwardenError) assert.fail(`${name}: ${answer.message}`);
    if (meantInvalid) told.limits++;
    else if (valid) told.read++;
    else {
      assert.match(answer.warnings.join(), readWithWarning[name] ?? /^never$/, name);
      told.warned++;
    }
  }
  assert.deepEqual(told, { read: 8, refused: 18, warned: 4, limits: 1 });
});

const fixtures = 'results/eml_nl/fixtures/';
const abacus = `${fixtures}abacus/backend/src/eml/tests/`;
const rust = `${fixtures}rust-eml-nl/`;

/** Upstream's valid definition of this election is not among the files: it is the refused one with a fitting council. */
function definition110a(folder: string): InputFile {
  const text = readFileSync(folder, 'utf8').replace('<kr:NumberOfSeats>9<', '<kr:NumberOfSeats>23<');
  const bytes = Buffer.from(text);
  return { path: '110a.eml.xml', sizeBytes: bytes.length, read: () => bytes };
}

function inputFile(path: string, change: (text: string) => string = (text) => text): InputFile {
  const bytes = Buffer.from(change(readFileSync(path, 'utf8')));
  return { path: basename(path), sizeBytes: bytes.length, read: () => bytes };
}

test('files together: what agrees is one definition, what does not is refused for what differs', (context) => {
  const at = (path: string): string | undefined => sharedData(path);
  const base = at(`${rust}election_definition/eml110a_invalid_election_number_of_seats.eml.xml`);
  if (base === undefined) return context.skip('the set eml_nl is missing');
  const a = definition110a(base);
  const b = inputFile(at(`${rust}candidate_list/eml230b_test.eml.xml`) ?? '');
  const stations = inputFile(at(`${abacus}eml110b_test.eml.xml`) ?? '');
  const { definition, problems } = emlNlReader.definition([stations, b, a], emlNl, 'gr2022-test');
  assert.equal(definition.units.length, Buffer.from(stations.read()).toString().split('<PollingStation ').length - 1);
  assert.equal(definition.day, '2022-03-16');
  assert.deepEqual(definition.contests[0].seats, { method: 'dutch', seats: 23 });
  assert.equal(definition.units.find(({ id }) => id === '0000::SB1')?.registered, 1273);
  assert.match(definition.units[0].name, /^Stadhuis, 1011 PN$/);
  assert.equal(definition.contests[0].options[0].candidates?.[0].name, 'A.B.C. Oorschot (Annemieke)');
  assert.deepEqual(
    problems.map(({ kind, detail }) => [kind, detail]),
    [['warning', 'NominationDate has no place in a 110b; it was read']],
  );

  const refusal = (files: readonly InputFile[]): string => {
    try {
      emlNlReader.definition(files, emlNl, 'gr2022-test');
    } catch (error) {
      assert.ok(error instanceof PollwardenError);
      return error.detail ?? '';
    }
    return 'read';
  };
  const other = inputFile(at(`${rust}polling_stations/eml110b_not_matching_election_id.eml.xml`) ?? '');
  assert.match(refusal([a, b, other]), /^electionDiffers: .*id EP2024, not GR2022_Test/);
  // The date and type that upstream changes, each made to hold within its own file: only the definition shows it.
  const lists = at(`${rust}candidate_list/eml230b_test.eml.xml`) ?? '';
  const otherDay = inputFile(lists, (text) => text.replace('>2022-03-16<', '>2022-03-17<'));
  assert.match(refusal([a, otherDay, stations]), /^electionDiffers: .*day of polling 2022-03-17, not 2022-03-16/);
  const otherType = inputFile(lists, (text) => text.replace('>GR<', '>TK<').replace('>GR2<', '>TK<'));
  assert.match(refusal([a, otherType, stations]), /^electionDiffers: .*category TK, not GR/);
  const otherDomain = inputFile(lists, (text) => text.replace('Id="0000">Test</kr:Ele', 'Id="0000">Rest</kr:Ele'));
  assert.match(refusal([a, otherDomain, stations]), /^electionDiffers: .*domain Rest, not Test/);
  assert.match(refusal([b, stations]), /^partMissing: .*110a/);
  assert.match(refusal([a, stations]), /^partMissing: .*230b/);
  assert.match(refusal([a, a, b]), /^partTwice/);
});

test('without stations each municipality of the tree is a unit', (context) => {
  const path = sharedData(`${abacus}definitions/Verkiezingsdefinitie_PS2023_Limburg.eml.xml`);
  const lists = sharedData(`${rust}candidate_list/eml230b_test.eml.xml`);
  if (path === undefined || lists === undefined) return context.skip('the set eml_nl is missing');
  const election = /<ElectionIdentifier[\s\S]*<\/ElectionIdentifier>/.exec(readFileSync(path, 'utf8'))?.[0] ?? '';
  const matching = inputFile(lists, (text) =>
    text.replace(/<ElectionIdentifier[\s\S]*<\/ElectionIdentifier>/, election),
  );
  const { definition, problems } = emlNlReader.definition([inputFile(path), matching], emlNl, 'ps2023-limburg');
  assert.equal(definition.units.length, 31);
  assert.equal(definition.units.find(({ name }) => name === 'Landgraaf')?.id, '0882');
  assert.equal(definition.areas.find(({ id }) => id === 'GEMEENTE-882')?.parent, 'KIESKRING-1');
  assert.match(problems[0].detail, /no 110b was given/);
});
