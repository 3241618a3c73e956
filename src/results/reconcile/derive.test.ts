// The state follows from what arrived: the same in any order, with duplicates, from either side; and every way from one
// state to the next is a step of the table, also over decisions, certification and reopening.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Channel, voteKey } from '../../elections/definition/definition.ts';
import { smallElection } from '../store/testing/small-election.ts';
import { comparer } from './compare.ts';
import { type Arrived, type Decision, derive } from './derive.ts';
import { stepsBetween, type UnitState } from './states.ts';

const definition = {
  ...smallElection,
  carries: { official: ['form', 'paper', 'machine'], backup: ['machine', 'paper'] },
};
const compare = comparer(definition);

const figure = fc.integer({ min: 0, max: 2 });
const group = (mode: string): fc.Arbitrary<Record<string, number>> =>
  fc.record({ [voteKey(mode, 'A')]: figure, [voteKey(mode, 'B')]: fc.constant(5) });
const countsOf = fc
  .tuple(fc.option(group('machine')), fc.option(group('paper')), fc.option(fc.record({ voted: figure })))
  .map(([machine, paper, form]) => ({ ...machine, ...paper, ...form }))
  .filter((counts) => Object.keys(counts).length > 0);

/** Arrivals of one unit; a corrigendum names one that was before it, perhaps on another channel. */
const arrivals: fc.Arbitrary<readonly Arrived[]> = fc
  .array(
    fc.record({
      channel: fc.constantFrom<Channel>('official', 'backup', 'observer'),
      counts: countsOf,
      supersedes: fc.option(fc.nat(), { freq: 3 }),
    }),
    { maxLength: 7 },
  )
  .map((list) =>
    list.map(({ channel, counts, supersedes }, i) => ({
      hash: `h${i}`,
      channel,
      counts,
      supersedes: supersedes === null || i === 0 ? undefined : `h${supersedes % i}`,
    })),
  );

const shown = (arrived: readonly Arrived[]): unknown => {
  const { state, heads, holding, comparison } = derive(arrived, compare, { certified: false });
  return { state, heads, holding, votes: comparison.votesDiffering, groups: comparison.groups };
};

test('any order of arrival, and duplicates, give the same state', () => {
  fc.assert(
    fc.property(
      arrivals.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length }), fc.subarray([...list])),
      ),
      ([list, other, again]) => assert.deepEqual(shown([...other, ...again]), shown(list)),
    ),
    { numRuns: 500 },
  );
});

test('which channel says what changes neither the state nor the votes that differ', () => {
  const same = { ...definition, carries: { official: ['machine', 'paper'], backup: ['machine', 'paper'] } };
  const both = comparer(same);
  const exchanged: Readonly<Record<Channel, Channel>> = {
    official: 'backup',
    backup: 'official',
    observer: 'observer',
  };
  fc.assert(
    fc.property(arrivals, (list) => {
      const two = list.filter(({ channel }) => channel !== 'observer');
      const a = derive(two, both, { certified: false });
      const b = derive(
        two.map((one) => ({ ...one, channel: exchanged[one.channel] })),
        both,
        { certified: false },
      );
      assert.deepEqual([b.state, b.comparison.votesDiffering], [a.state, a.comparison.votesDiffering]);
    }),
    { numRuns: 2000 },
  );
});

test('what holds: a decision, else a return on the official channel that nothing supersedes, else the backup', () => {
  fc.assert(
    fc.property(arrivals, (list) => {
      const { heads, holding, state } = derive(list, compare, { certified: false });
      const own = heads === '' ? [] : heads.split(' ').map((head) => head.split(':'));
      assert.equal(state === 'awaited', list.length === 0);
      assert.equal(holding === undefined, list.length === 0);
      const first = ['official', 'backup', 'observer'].find((channel) => own.some(([there]) => there === channel));
      assert.ok(own.length === 0 || own.some(([channel, hash]) => channel === first && hash === holding));
      for (const [, hash] of own) {
        const decided = derive(list, compare, { decision: { hash, heads }, certified: false });
        assert.deepEqual([decided.state, decided.holding], ['corrected', hash]);
      }
      // A decision about other returns decides nothing.
      const stale = derive(list, compare, { decision: { hash: 'x', heads: `${heads} x` }, certified: false });
      assert.deepEqual([stale.state, stale.holding], [state, holding]);
    }),
  );
});

test('all arrivals, decisions, certifications and reopenings go by steps of the table', () => {
  const acts = fc.array(fc.constantFrom('arrive', 'decide', 'certify', 'reopen'), { maxLength: 25 });
  fc.assert(
    fc.property(arrivals, acts, (list, sequence) => {
      let state: UnitState = 'awaited';
      let decision: Decision | undefined;
      let [arrived, counted, certified] = [0, 0, false];
      for (const act of sequence) {
        if (act === 'arrive') arrived = Math.min(arrived + 1, list.length);
        const now = derive(list.slice(0, certified ? counted : arrived), compare, { decision, certified });
        if (act === 'decide' && now.state === 'conflicting')
          decision = { hash: now.heads.split(' ')[0].split(':')[1], heads: now.heads };
        if (act === 'certify' && !certified) [certified, counted] = [true, arrived];
        if (act === 'reopen') certified = false;
        const there = certified ? counted : arrived;
        const next = derive(list.slice(0, there), compare, { decision, certified: certified && there > 0 });
        const steps = stepsBetween(state, next.state, decision?.heads === next.heads);
        for (const [i, step] of steps.entries()) assert.equal(step.from, i === 0 ? state : steps[i - 1].to);
        assert.equal(steps.at(-1)?.to ?? state, next.state);
        state = next.state;
      }
    }),
    { numRuns: 2000 },
  );
});

test('two returns on one channel: the votes in which they differ are counted, and told of the channel', () => {
  const two: readonly Arrived[] = [
    {
      hash: 'h1',
      channel: 'official',
      counts: { 'votes/paper/A': 1, 'votes/paper/B': 5, voted: 2 },
      supersedes: undefined,
    },
    {
      hash: 'h2',
      channel: 'official',
      counts: { 'votes/paper/A': 4, 'votes/paper/B': 5, voted: 3 },
      supersedes: undefined,
    },
  ];
  const { state, comparison } = derive(two, compare, { certified: false });
  assert.equal(state, 'conflicting');
  assert.equal(comparison.votesDiffering, 3);
  assert.deepEqual(comparison.within, [
    { key: 'votes/paper/A', a: 1, b: 4, channel: 'official', hash: 'h2' },
    { key: 'voted', a: 2, b: 3, channel: 'official', hash: 'h2' },
  ]);
});
