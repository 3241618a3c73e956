import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PollwardenError } from '../kernel/errors.ts';
import { choiceFlag, listFlag, mapFlag, numberFlag, parseFlags } from './args.ts';

const usage = (pattern: RegExp) => (error: unknown) =>
  error instanceof PollwardenError && error.code === 'USAGE' && pattern.test(error.message);

test('flags are parsed by kind and stay typed', () => {
  const { flags, positionals } = parseFlags(['a.csv', '--fdr=0.1', '--map', 'a=b', '--map', 'c=d', '--json', '-'], {
    fdr: 'text',
    map: 'texts',
    json: 'switch',
  });
  assert.deepEqual({ ...flags }, { fdr: '0.1', map: ['a=b', 'c=d'], json: true });
  assert.deepEqual(positionals, ['a.csv', '-']);
});

test('an unknown flag is named, with the nearest known one', () => {
  assert.throws(() => parseFlags(['--egdes', 'x'], { edges: 'text' }), usage(/no --egdes; did you mean --edges\?/));
  assert.throws(() => parseFlags(['--edges'], { edges: 'text' }), usage(/--edges/));
  assert.throws(
    () => parseFlags(['--edges', '--json'], { edges: 'text', json: 'switch' }),
    usage(/--edges needs a value/),
  );
  assert.throws(() => parseFlags(['--json=1'], { json: 'switch' }), usage(/json/));
});

test('a flag that takes one value is refused when it is given twice', () => {
  const spec = { fdr: 'text', map: 'texts', json: 'switch' } as const;
  assert.throws(
    () => parseFlags(['--fdr', '0.1', '--fdr=0.2'], spec),
    usage(/--fdr is given twice, and takes one value/),
  );
  assert.deepEqual(parseFlags(['--map', 'a', '--map', 'b', '--json', '--json'], spec).flags.map, ['a', 'b']);
});

test('a number outside its bounds is named with the bounds', () => {
  assert.equal(numberFlag('--fdr', '0.05', { least: 0, most: 1, above: true }), 0.05);
  for (const bad of ['', ' ', 'x', '0x10', '1e', '--5', 'NaN', 'Infinity', '1e999', '0', '1.1']) {
    const pattern = /--fdr takes a number above 0 and at most 1/;
    assert.throws(() => numberFlag('--fdr', bad, { least: 0, most: 1, above: true }), usage(pattern), bad);
  }
  for (const bad of ['0', '1', '2']) {
    const bounds = { least: 0, above: true, most: 1, below: true };
    assert.throws(() => numberFlag('--fdr', bad, bounds), usage(/--fdr takes a number above 0 and below 1, not/), bad);
  }
  assert.throws(() => numberFlag('--seed', '1.5', { integer: true }), usage(/a whole number, not "1.5"/));
});

test('lists, choices and maps name the bad part', () => {
  assert.deepEqual(listFlag('--layers', 'url, text'), ['url', 'text']);
  assert.throws(() => listFlag('--layers', 'url,,text'), usage(/empty part/));
  assert.throws(() => listFlag('--layers', 'url,url'), usage(/"url" twice/));
  assert.throws(() => choiceFlag('--claims', 'some', ['habits', 'all']), usage(/habits, all, not "some"/));
  assert.deepEqual({ ...mapFlag('--map', 'account=author,__proto__=x') }, { account: 'author', ['__proto__']: 'x' });
  assert.throws(() => mapFlag('--map', 'account'), usage(/name=column/));
  assert.throws(() => mapFlag('--map', 'who=a', ['account', 'time']), usage(/knows account, time, not "who"/));
});
