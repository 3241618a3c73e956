// Definitions: fixed and amended by two different persons only; what is fixed changes in no other way; keys are revoked at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateElection } from '../../generate/returns/election.ts';
import { readDefinition } from '../../elections/definition/schema.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { temporaryLedger } from '../../ledger/testing/temporary-ledger.ts';
import { amend, readAmendment } from './amend.ts';
import { type By, samePerson } from './by.ts';
import {
  decideVersion,
  definitionOf,
  definitionVersions,
  electionOf,
  proposeAmendment,
  proposeFix,
  revokeKey,
  revokedKeys,
  saveDraft,
} from './elections.ts';

const person = (name: string): By => ({ actor: { kind: 'operator' }, name });
const [chair, deputy] = [person('A. Chair'), person('B. Deputy')];
const { definition } = generateElection({
  seed: 1,
  election: 'one',
  day: '2026-06-07',
  units: 12,
  areas: 2,
  options: 4,
  candidates: 3,
});

function fix(ledger: Ledger): void {
  saveDraft(ledger, definition, chair);
  proposeFix(ledger, 'one', chair);
  decideVersion(ledger, 'one', true, deputy);
}

test('one person cannot fix a definition, under a new name neither; a second can, or refuse', (t) => {
  const { ledger } = temporaryLedger(t);
  saveDraft(ledger, definition, chair);
  proposeFix(ledger, 'one', person('A. Chair (abcd1234)'));
  assert.throws(() => decideVersion(ledger, 'one', true, person('Anna Chair (abcd1234)')), /SECOND_PERSON/);
  decideVersion(ledger, 'one', false, deputy);
  assert.equal(electionOf(ledger, 'one').current.state, 'drafted');
  assert.throws(() => decideVersion(ledger, 'one', true, deputy), /CONFLICT/);
  proposeFix(ledger, 'one', chair);
  assert.throws(() => decideVersion(ledger, 'one', true, chair), /SECOND_PERSON/);
  assert.equal(decideVersion(ledger, 'one', true, deputy).state, 'fixed');
  assert.throws(() => saveDraft(ledger, definition, chair), /CONFLICT.*amend/);
  assert.ok(samePerson(' a. chair', 'A. Chair') && !samePerson('A (11111111)', 'A (22222222)'));
  for (const typed of ['a. chair', 'A.  Chair', 'A.\u200b Chair', 'A.\u00a0Chair', 'Ａ. Chair'])
    assert.ok(samePerson('A. Chair (abcd1234)', typed), 'who was signed in is nobody else on the command line');
  assert.ok(!samePerson('A. Chair (abcd1234)', 'B. Deputy'));
});

test('an amendment says in words what changes, waits for another person, and leaves the version before readable', (t) => {
  const { ledger } = temporaryLedger(t);
  fix(ledger);
  const changes = readAmendment([
    { change: 'moveUnit', unit: 'd1-001', name: 'School, north entrance' },
    { change: 'renameCandidate', contest: 'assembly', option: '1', candidate: '2', name: 'Somebody (died on 1 June)' },
  ]);
  const amended = amend(definitionOf(ledger, 'one'), changes);
  assert.match(amended.changes[0], /unit d1-001: “.*” becomes “School, north entrance, area d1, centre d1-west”/);
  proposeAmendment(ledger, amended.definition, { reason: 'A door is locked', changes: amended.changes }, chair);
  assert.notEqual(definitionOf(ledger, 'one').units[0].name, 'School, north entrance');
  assert.throws(
    () => proposeAmendment(ledger, amended.definition, { reason: 'again', changes: [] }, deputy),
    /CONFLICT/,
  );
  assert.throws(() => decideVersion(ledger, 'one', true, chair), /SECOND_PERSON/);
  decideVersion(ledger, 'one', true, deputy);
  assert.equal(definitionOf(ledger, 'one').units[0].name, 'School, north entrance');
  assert.equal(definitionOf(ledger, 'one', 1).units[0].name, definition.units[0].name);
  assert.deepEqual(
    definitionVersions(ledger, 'one').map(({ state }) => state),
    ['fixed', 'fixed'],
  );
});

test('amendments of what is not there, and definitions that do not hold together, are refused by name', () => {
  assert.throws(
    () => amend(definition, readAmendment([{ change: 'moveUnit', unit: 'nowhere', name: 'x' }])),
    /NOT_FOUND.*unit nowhere/,
  );
  assert.throws(
    () => amend(definition, readAmendment([{ change: 'moveUnit', unit: 'd1-001', area: 'moon' }])),
    /DEFINITION_INVALID.*moon/,
  );
  assert.throws(() => readAmendment([{ change: 'deleteEverything' }]), /INPUT_INVALID/);
  const [centre, ...others] = definition.centres;
  const [key, second] = centre.keys;
  const twice = {
    ...definition,
    centres: [{ ...centre, keys: [key, { ...second, publicKey: key.publicKey }] }, ...others],
  };
  assert.throws(() => readDefinition(structuredClone(twice)), /public key .* is there twice/, 'one key is one holder');
  const ring = {
    ...definition,
    areas: definition.areas.map((area) => (area.id === 'lowmere' ? { ...area, parent: 'd1' } : area)),
  };
  assert.throws(() => readDefinition(structuredClone(ring)), /stands above itself/);
  assert.throws(
    () => readDefinition({ ...structuredClone(definition), minimumVoters: { count: 10 } }),
    /needs the law/,
  );
});

test('two holders who read alike, a unit or a candidate twice, a mode named as the form, areas too deep are refused', () => {
  type Change = (one: typeof definition) => unknown;
  const [centre, ...centres] = definition.centres;
  const [unit, second, ...units] = definition.units;
  const changes: readonly (readonly [RegExp, Change])[] = [
    [
      /two holders of .* read alike/,
      (one) => ({
        ...one,
        centres: [
          {
            ...centre,
            keys: centre.keys.map((key, i) => ({ ...key, holder: i === 0 ? 'holder A' : 'Holder\u00a0A' })),
          },
          ...centres,
        ],
      }),
    ],
    [
      /unit .* is there twice/,
      (one) => ({ ...one, units: [{ ...unit, id: second.id, merged: ['x', 'y'] }, second, ...units] }),
    ],
    [/mode is called "form"/, (one) => ({ ...one, modes: [{ id: 'form', name: 'Form' }], carries: {} })],
    [
      /candidate of 1 1 is there twice/,
      (one) => ({
        ...one,
        contests: one.contests.map((contest) => ({
          ...contest,
          options: contest.options.map((option) => ({
            ...option,
            candidates: [
              { id: '1', name: 'One' },
              { id: '1', name: 'Another' },
            ],
          })),
        })),
      }),
    ],
    [
      /nested deeper than 32/,
      (one) => ({
        ...one,
        areas: [
          ...one.areas,
          ...Array.from({ length: 40 }, (_, i) => ({
            id: `deep${i}`,
            name: 'Deep',
            level: 'deep',
            parent: i === 0 ? 'd1' : `deep${i - 1}`,
          })),
        ],
      }),
    ],
    [
      /every object has/,
      (one) => ({ ...one, fields: [...one.fields, { id: 'constructor', label: 'Built', group: 'form' }] }),
    ],
  ];
  for (const [message, change] of changes)
    assert.throws(() => readDefinition(structuredClone(change(definition))), message);
});

test('a unit moves to where the same contests are voted in, and nowhere else', () => {
  const [contest] = definition.contests;
  const local = { ...definition, contests: [contest, { ...contest, id: 'local', area: 'd1' }] };
  const move = readAmendment([{ change: 'moveUnit', unit: 'd1-001', area: 'd2' }]);
  assert.throws(() => amend(local, move), /DEFINITION_INVALID.*would vote in other contests/);
  assert.equal(amend(definition, move).definition.units[0].area, 'd2');
});

test('a key under a name that is not its digest is refused, in a draft and in an amendment', (t) => {
  const { ledger } = temporaryLedger(t);
  const [centre, ...centres] = definition.centres;
  const [key, ...keys] = centre.keys;
  const wrong = {
    ...definition,
    centres: [{ ...centre, keys: [{ ...key, id: '0'.repeat(16) }, ...keys] }, ...centres],
  };
  assert.throws(() => saveDraft(ledger, wrong, chair), /DEFINITION_INVALID.*another digest/);
  fix(ledger);
  assert.throws(
    () => proposeAmendment(ledger, wrong, { reason: 'keys', changes: [] }, chair),
    /DEFINITION_INVALID.*another digest/,
  );
});

test('a key is revoked by one person, once, with the instant', (t) => {
  const { ledger } = temporaryLedger(t);
  fix(ledger);
  const [{ id }] = definition.centres[0].keys;
  revokeKey(ledger, 'one', id, 'the laptop was stolen', chair);
  assert.ok(revokedKeys(ledger, 'one').has(id));
  assert.throws(() => revokeKey(ledger, 'one', id, 'again', deputy), /CONFLICT/);
  assert.throws(() => revokeKey(ledger, 'one', '0'.repeat(16), 'unknown', deputy), /NOT_FOUND/);
});
