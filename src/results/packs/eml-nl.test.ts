// The Dutch checks, one by one: a form that holds breaks none, and each change breaks the checks it should.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dutch } from '../formats/testing/dutch.ts';
import { type Counts, checkReturn } from '../rules/check.ts';
import { emlNl } from './eml-nl.ts';

const good: Counts = {
  entitled_voters: 900,
  valid_poll_cards: 480,
  valid_proxy_certificates: 15,
  valid_voter_cards: 5,
  admitted_voters: 500,
  votes_for_candidates: 490,
  blank_votes: 6,
  invalid_votes: 4,
  votes_counted: 500,
  more_ballots_counted: 0,
  fewer_ballots_counted: 0,
  ballots_taken_home: 0,
  too_few_ballots_handed_out: 0,
  too_many_ballots_handed_out: 0,
  postal_ballots_missing: 0,
  postal_ballots_too_many: 0,
  ballots_lost: 0,
  other_explanation: 0,
  no_explanation: 0,
  'votes/all/1': 300,
  'votes/all/2': 90,
  'votes/all/4': 100,
};

const codes = (changes: Counts): readonly string[] =>
  checkReturn(dutch, { ...good, ...changes }).map(({ code }) => code);

/** Three more admitted than counted, as the form then explains it. */
const fewer = { valid_poll_cards: 483, admitted_voters: 503, fewer_ballots_counted: 3 };
const more = { valid_poll_cards: 477, admitted_voters: 497, more_ballots_counted: 3 };

test('each check breaks on its own mistake, and only there', () => {
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes({ valid_poll_cards: 479 }), ['F201']);
  assert.deepEqual(codes({ 'votes/all/1': 299 }), ['F202']);
  assert.deepEqual(codes({ blank_votes: 7 }), ['F203']);
  assert.deepEqual(codes(more), []);
  assert.deepEqual(codes({ ...more, more_ballots_counted: 2 }), ['F301', 'F312']);
  assert.deepEqual(codes({ ...more, fewer_ballots_counted: 1 }), ['F302', 'F312']);
  assert.deepEqual(codes(fewer), []);
  assert.deepEqual(codes({ ...fewer, fewer_ballots_counted: 0 }), ['F303', 'F312']);
  assert.deepEqual(codes({ ...fewer, more_ballots_counted: 1 }), ['F304', 'F312']);
  assert.deepEqual(codes({ more_ballots_counted: 2, fewer_ballots_counted: 2 }), ['F305']);
});

test('reasons that are counted sum to the difference; those that are only ticked are not asked for', () => {
  assert.deepEqual(codes({ ...more, too_many_ballots_handed_out: 4, ballots_taken_home: 1 }), []);
  assert.deepEqual(codes({ ...more, too_many_ballots_handed_out: 4 }), ['F306']);
  assert.deepEqual(codes({ ...fewer, ballots_taken_home: 2, no_explanation: 1 }), []);
  assert.deepEqual(codes({ ...fewer, ballots_lost: 2 }), ['F307']);
});

test('warnings begin at their bounds', () => {
  assert.deepEqual(codes({ blank_votes: 14, votes_for_candidates: 482, 'votes/all/1': 292 }), []);
  assert.deepEqual(codes({ blank_votes: 15, votes_for_candidates: 481, 'votes/all/1': 291 }), ['W201']);
  assert.deepEqual(codes({ invalid_votes: 15, votes_for_candidates: 479, 'votes/all/1': 289 }), ['W202']);
  const difference = (by: number): Counts => ({
    valid_poll_cards: 480 + by,
    admitted_voters: 500 + by,
    fewer_ballots_counted: by,
  });
  assert.deepEqual(codes(difference(9)), []);
  assert.deepEqual(codes(difference(10)), ['W203'], '2 % of 500');
  const big = { votes_for_candidates: 4990, 'votes/all/1': 4800, votes_counted: 5000, entitled_voters: 9000 };
  const of = (by: number): Counts => ({
    ...big,
    ...difference(by),
    valid_poll_cards: 4980 + by,
    admitted_voters: 5000 + by,
  });
  assert.deepEqual(codes(of(14)), []);
  assert.deepEqual(codes(of(15)), ['W203'], '15 ballots of 5,000');
  assert.deepEqual(codes({ entitled_voters: 499 }), ['W205', 'W206']);
});

test('an empty count is a warning, and every check has its fields and a code of its own', () => {
  const empty = Object.fromEntries(Object.keys(good).map((key) => [key, 0]));
  assert.deepEqual(codes(empty), ['W204']);
  assert.equal(new Set(emlNl.rules.map(({ code }) => code)).size, emlNl.rules.length);
  for (const { code, fields } of emlNl.rules) assert.ok(fields.length > 0, code);
});
