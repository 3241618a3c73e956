// What falls together: the Czech night, exhaustive small cases against a plain search, the sheet from outside.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { czechNight } from './czech-2017.ts';
import { type ChannelEntry, fallSentence, fallsTogether, sheetChanges } from './independence.ts';
import { readChannelSheet } from './read-sheet.ts';

test('the Czech night of 2017: one provider takes the official site and its stand-in', () => {
  const falls = fallsTogether(czechNight);
  assert.equal(falls.score, 1);
  assert.equal(falls.shared.length, 1);
  assert.equal(
    fallSentence(falls.shared[0], czechNight),
    'If the provider O2 fails, volby.cz and volbyhned.cz both fail.',
  );
});

const some = fc.array(fc.array(fc.nat(4), { maxLength: 4 }), { minLength: 1, maxLength: 5 }).map((channels) =>
  channels.map(
    (values, i): ChannelEntry => ({
      id: `c${i}`,
      name: `Channel ${i}`,
      role: i === 0 ? 'official' : 'backup',
      dependencies: values.map((value) => ({ kind: 'dns', value: `d${value}` })),
    }),
  ),
);

test('the fewest failures that take all down are those of a plain search over all sets', () => {
  fc.assert(
    fc.property(some, (channels) => {
      let least: number | undefined;
      for (let set = 0; set < 32; set++) {
        const failed = [0, 1, 2, 3, 4].filter((d) => (set >> d) & 1);
        const all = channels.every(({ dependencies }) =>
          failed.some((d) => dependencies.some(({ value }) => value === `d${d}`)),
        );
        if (all) least = Math.min(least ?? 99, failed.length);
      }
      const falls = fallsTogether(channels);
      assert.equal(falls.score, least);
      assert.equal(falls.worst.length, least ?? 0);
      for (const fall of falls.single)
        assert.deepEqual(
          fall.channels,
          channels
            .filter(({ dependencies }) => dependencies.some(({ value }) => value === fall.failures[0].value))
            .map(({ id }) => id),
        );
    }),
  );
});

test('the same thing is one, however it is spelled; a channel with no entry is unknown', () => {
  const falls = fallsTogether([
    { id: 'a', name: 'A', role: 'official', dependencies: [{ kind: 'power', value: 'Grid  North' }] },
    { id: 'b', name: 'B', role: 'backup', dependencies: [{ kind: 'power', value: ' grid north' }] },
    { id: 'c', name: 'C', role: 'backup', dependencies: [] },
  ]);
  assert.equal(falls.single.length, 1);
  assert.deepEqual(falls.unknown, ['c']);
  assert.equal(falls.score, undefined);
});

test('a sheet from outside is read or refused with its place', () => {
  assert.deepEqual(readChannelSheet(czechNight), czechNight);
  assert.throws(() => readChannelSheet([{ ...czechNight[0], role: 'other' }]), {
    code: 'INPUT_INVALID',
    message: /0\.role/,
  });
  assert.throws(() => readChannelSheet({}), { code: 'INPUT_INVALID' });
  assert.deepEqual(sheetChanges([], [czechNight[0]]), ['+ official: official "volby.cz"', '+ official: provider = O2']);
});
