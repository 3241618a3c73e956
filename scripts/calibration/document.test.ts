import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrationJson, calibrationMarkdown, type Recorded } from './document.ts';
import { parseStream } from './run-stream.ts';
import { isFound, precisionOf, recallOf } from './score.ts';
import { allStreams, smallStreams } from './streams.ts';
import { habitStreams } from './weak-spots.ts';

const nothing = {
  edges: 0,
  trueEdges: 0,
  plantedPairs: 190,
  groups: 0,
  bestMembers: 0,
  bestPlanted: 0,
  planted: 20,
  declaredGroups: 0,
};
const specs = allStreams();

function records(change: (key: string) => Partial<Recorded>): Recorded[] {
  return specs.map(({ key }) => ({ key, ...nothing, ...change(key) }));
}

test('the declared streams: distinct keys, at least 400 organic ones of seven habits, 20 planted of each kind', () => {
  assert.equal(new Set(specs.map(({ key }) => key)).size, specs.length);
  const habits = habitStreams(specs);
  assert.ok(habits.length >= 400);
  assert.ok(new Set(habits.map(({ kind }) => kind)).size >= 7);
  assert.equal(smallStreams().length, 20);
  for (const jitter of [30, 600]) {
    const planted = specs.filter(({ suite, planted: group }) => suite === 'planted' && group?.jitterSeconds === jitter);
    const kinds = Map.groupBy(planted, ({ source, kind }) => `${source} ${kind}`);
    assert.ok(kinds.size >= 12);
    for (const [kind, streams] of kinds) assert.ok(streams.length >= 20, kind);
  }
});

test('found: half of the members in one group, at most a tenth strangers', () => {
  assert.equal(isFound({ ...nothing, bestMembers: 10, bestPlanted: 10 }), true);
  assert.equal(isFound({ ...nothing, bestMembers: 9, bestPlanted: 9 }), false);
  assert.equal(isFound({ ...nothing, bestMembers: 20, bestPlanted: 18 }), true);
  assert.equal(isFound({ ...nothing, bestMembers: 20, bestPlanted: 17 }), false);
  assert.equal(isFound({ ...nothing, planted: 0 }), false);
  assert.equal(precisionOf(nothing), undefined);
  assert.equal(precisionOf({ ...nothing, edges: 4, trueEdges: 3 }), 0.75);
  assert.equal(recallOf({ ...nothing, trueEdges: 95 }), 0.5);
});

test('a bar that is held and one that is missed read differently, and every miss is listed', () => {
  const version = { detector: 'coordination', version: '9' };
  const perfect = { edges: 190, trueEdges: 190, groups: 1, bestMembers: 20, bestPlanted: 20 };
  const planted = new Set(specs.filter((spec) => spec.planted !== undefined).map(({ key }) => key));
  const good = records((key) => ({ declaredGroups: 1, ...(planted.has(key) ? perfect : {}) }));
  const held = calibrationMarkdown(specs, { ...version, streams: good }, 0);
  assert.match(held, /The bar is held/);
  assert.match(held, /No row misses a bar/);
  assert.match(held, /\| push \| generated \| 0 of 40 \| 0\.0 to 8\.8 % \| 0 of 40 \|/);
  assert.match(held, /\| zone \| generated \| 20 accounts \| 30 \| 1\.000 \| 1\.000 to 1\.000 \| 1\.000 /);
  const bad = records((key) => (key.startsWith('organic/push') ? { groups: 1, edges: 3 } : {}));
  const missed = calibrationMarkdown(specs, { ...version, streams: bad }, 0);
  assert.match(missed, /The bar is missed/);
  assert.match(missed, /- organic, push \(generated\): 40 of 40 organic streams with a group/);
  assert.match(missed, /- planted, zone \(generated\), 20 accounts, J = 30 s: no edge in any stream/);
  assert.match(missed, /- planted, zone \(generated\), 20 accounts, J = 30 s: found in 0 of 20/);
  assert.match(missed, /- posts, news pages on the list \(posts\): declared network shown in 0 of 20/);
});

test('the record is JSON with one stream per line', () => {
  const streams = records(() => ({})).slice(0, 3);
  const text = calibrationJson({ detector: 'coordination', version: '9', streams });
  assert.deepEqual(JSON.parse(text), { detector: 'coordination', version: '9', streams });
  assert.equal(text.split('\n').length, 3 + 3 + 4);
});

test('a stream of real structure is read with its truth', () => {
  const { shares, planted } = parseStream(
    'object_id,account_id,content_id,timestamp_share,is_planted\r\no1,a,c0,1.5,0\r\no2,b,c1,2.25,1\r\no1,b,c2,3,1\r\n',
  );
  assert.deepEqual(shares.accounts, ['a', 'b']);
  assert.deepEqual([...shares.tables[0].time], [1.5, 2.25, 3]);
  assert.deepEqual([...shares.tables[0].object], [0, 1, 0]);
  assert.deepEqual([...planted], ['b']);
});
