// A file that grows, is rotated, cut and copied away: nothing lost, nothing twice.
import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { keyPath } from '../pseudonym-key.ts';
import type { Connector } from './connector.ts';
import { positionFile } from './position.ts';
import type { SourceStatus } from './status.ts';
import { tail } from './tail.ts';
import { eventText, timeOfEvent } from './testing/bluesky-events.ts';
import { assertSameRows, followInto, freshFolder, rowsIn } from './testing/follow-lake.ts';

async function truth(folder: string, numbers: readonly number[]): Promise<readonly string[]> {
  const { folder: other, remove } = freshFolder();
  try {
    mkdirSync(dirname(keyPath(other, 'pseudonym')), { recursive: true });
    copyFileSync(keyPath(folder, 'pseudonym'), keyPath(other, 'pseudonym'));
    const records = numbers.map((n) => ({ raw: '', value: JSON.parse(eventText(n)) as Record<string, unknown> }));
    const connector: Connector = async function* () {
      yield { records, resume: undefined };
    };
    await followInto(other, connector, { until: () => false });
    return (await rowsIn(other)).rows;
  } finally {
    remove();
  }
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);
const lines = (from: number, to: number): string =>
  range(from, to)
    .map((n) => `${eventText(n)}\n`)
    .join('');
const reached =
  (n: number) =>
  ({ cursorTime }: SourceStatus): boolean =>
    cursorTime === timeOfEvent(n - 1) / 1000;

type Place = { readonly data: string; readonly file: string };

async function inFolder(work: (place: Place) => Promise<void>): Promise<void> {
  const { folder, remove } = freshFolder();
  try {
    await work({ data: join(folder, 'data'), file: join(folder, 'posts.jsonl') });
  } finally {
    remove();
  }
}

/** Follows, and runs a step each time the event before its number has been stored. */
async function steps(
  place: Place,
  plan: readonly (readonly [reachedEvent: number, step: () => void])[],
  last: number,
): Promise<SourceStatus> {
  let at = 0;
  return await followInto(place.data, tail(place.file, 10), {
    until: (status) => {
      if (at < plan.length && reached(plan[at][0])(status)) plan[at++][1]();
      return at === plan.length && reached(last)(status);
    },
  });
}

test('growth, a last line without its end, and restarts', async () => {
  await inFolder(async (place) => {
    writeFileSync(place.file, lines(0, 50));
    const half = eventText(100);
    await steps(place, [[50, () => appendFileSync(place.file, lines(50, 100) + half.slice(0, 40))]], 100);
    appendFileSync(place.file, `${half.slice(40)}\n${lines(101, 120)}`);
    const status = await steps(place, [], 120);
    assert.equal(status.rowsKnown, 0, 'it went on where it was');
    assert.equal(status.rejected, 0, 'the last line waited for its end');
    assertSameRows((await rowsIn(place.data)).rows, await truth(place.data, range(0, 120)));
  });
});

test('rotated by renaming, also while nobody follows', async () => {
  await inFolder(async (place) => {
    const rotate = (from: number, to: number, name: string) => (): void => {
      // The writer still adds to the old file before it makes the new one; the last line has no end.
      appendFileSync(place.file, lines(from, from + 5).trimEnd());
      renameSync(place.file, `${place.file}.${name}`);
      writeFileSync(place.file, lines(from + 5, to));
    };
    writeFileSync(place.file, lines(0, 20));
    await steps(
      place,
      [
        [20, rotate(20, 40, '1')],
        [40, rotate(40, 60, '2')],
      ],
      60,
    );
    rotate(60, 80, '3')();
    const status = await steps(place, [], 80);
    assert.deepEqual(status.losses, []);
    assertSameRows((await rowsIn(place.data)).rows, await truth(place.data, range(0, 80)));
  });
});

test('cut to nothing, copied away and cut: it begins anew, and says that lines may be missing', async () => {
  await inFolder(async (place) => {
    writeFileSync(place.file, lines(0, 20));
    const cut = (): void => {
      copyFileSync(place.file, `${place.file}.1`);
      truncateSync(place.file);
      setTimeout(() => appendFileSync(place.file, lines(20, 30)), 60);
    };
    const status = await steps(place, [[20, cut]], 30);
    assert.equal(status.losses.length, 1);
    assertSameRows((await rowsIn(place.data)).rows, await truth(place.data, range(0, 30)));
  });
});

test('another file under the same name is not taken for the one before', async () => {
  await inFolder(async (place) => {
    writeFileSync(place.file, lines(0, 40));
    await steps(place, [], 40);
    renameSync(place.file, join(dirname(place.file), 'elsewhere'));
    writeFileSync(place.file, lines(40, 90));
    const status = await steps(place, [], 90);
    assert.equal(status.losses.length, 1);
    assertSameRows((await rowsIn(place.data)).rows, await truth(place.data, range(0, 90)));
  });
});

test('lines that are too long or no JSON are rejected once each', async () => {
  await inFolder(async (place) => {
    writeFileSync(place.file, `${lines(0, 5)}${'x'.repeat(1_200_000)}\nnonsense\n[1]\n${lines(5, 10)}`);
    const long = (): void => appendFileSync(place.file, `{"a":"${'y'.repeat(1_300_000)}`);
    const end = (): void => appendFileSync(place.file, `"}\n${lines(10, 12)}`);
    const status = await steps(
      place,
      [
        [10, long],
        [10, () => setTimeout(end, 80)],
      ],
      12,
    );
    assert.equal(status.rejected, 4);
    assertSameRows((await rowsIn(place.data)).rows, await truth(place.data, range(0, 12)));
  });
});

test('a file that is not there yet is waited for', async () => {
  await inFolder(async (place) => {
    setTimeout(() => writeFileSync(place.file, lines(0, 3)), 50);
    await steps(place, [], 3);
    assert.equal((await rowsIn(place.data)).posts, 3);
  });
});

test('a position that was tampered with begins anew', async () => {
  await inFolder(async (place) => {
    writeFileSync(place.file, lines(0, 10));
    positionFile(place.data, 'test').write({ resume: { offset: -5, inode: 'x' }, losses: [], cursorTime: undefined });
    await steps(place, [], 10);
    assert.equal((await rowsIn(place.data)).posts, 10);
  });
});
