// kill -9 of the whole pipeline at any moment, again and again: after the last start nothing is lost and nothing twice.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { eventText, timeOfEvent } from '../ingest/follow/testing/bluesky-events.ts';
import { fakeJetstream } from '../ingest/follow/testing/fake-jetstream.ts';
import { assertSameRows, freshFolder, rowsIn, testPurpose } from '../ingest/follow/testing/follow-lake.ts';
import { keyPath } from '../ingest/pseudonym-key.ts';
import { seededRandom } from '../kernel/random.ts';
import { openPipeline } from './pipeline.ts';

const kills = 60;
const mostMilliseconds = 60_000;
/** The file has the events from here on, the stream those before. */
const border = 4000;

async function killOnce(args: readonly string[], delay: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing', 'kill-child.ts'), ...args]);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  await new Promise<void>((resolve, reject) => {
    let armed = false;
    const arm = (): void => {
      if (!armed) setTimeout(() => child.kill('SIGKILL'), delay);
      armed = true;
    };
    if (delay > 200) setTimeout(arm, 100);
    child.stdout.once('data', arm);
    child.on('close', (_, signal) => {
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`the child ended by itself: ${errors}`));
    });
  });
}

/** The rows of these records under the key of `data`, each once. */
async function truth(data: string, texts: readonly string[]): Promise<readonly string[]> {
  const { folder, remove } = freshFolder();
  try {
    mkdirSync(dirname(keyPath(folder, 'pseudonym')), { recursive: true });
    copyFileSync(keyPath(data, 'pseudonym'), keyPath(folder, 'pseudonym'));
    const pipeline = openPipeline(
      { dataFolder: folder, allowPrivateAddresses: true },
      { now: Date.now, random: () => 0, onUpdate: async () => undefined },
    );
    await pipeline.start({ id: 'all', purpose: testPurpose, enforceScope: true, target: { kind: 'http' } });
    for (let at = 0; at < texts.length; at += 1000) {
      await pipeline.push('all', Buffer.from(`${texts.slice(at, at + 1000).join('\n')}\n`));
    }
    await pipeline.close();
    return (await rowsIn(folder)).rows;
  } finally {
    remove();
  }
}

test(`killed up to ${kills} times between any two writes`, async (t) => {
  const server = await fakeJetstream({ cutAfter: 700, shuffled: true });
  const { folder, remove } = freshFolder();
  try {
    const data = join(folder, 'data');
    const file = join(folder, 'posts.jsonl');
    writeFileSync(file, '');
    const random = seededRandom(20261125);
    const deadline = Date.now() + mostMilliseconds;
    let [streamed, written, done] = [0, border, 0];
    for (; done < kills && Date.now() < deadline; done++) {
      const step = random.below(60);
      server.grow((streamed = Math.min(border, streamed + step)));
      for (let n = 0; n < step; n++) appendFileSync(file, `${eventText(written++)}\n`);
      await killOnce([data, file, server.url], random.next() * 250);
    }
    const pipeline = openPipeline(
      { dataFolder: data, allowPrivateAddresses: true },
      { now: Date.now, random: () => 0.01, onUpdate: async () => undefined },
    );
    const common = { purpose: testPurpose, enforceScope: true } as const;
    await pipeline.start({ ...common, id: 'tail', target: { kind: 'tail', file } });
    await pipeline.start({ ...common, id: 'jet', target: { kind: 'jetstream', urls: [server.url] } });
    // One more of each, so that it is known when all is read.
    server.grow(streamed + 1);
    appendFileSync(file, `${eventText(written)}\n`);
    const last = { jet: timeOfEvent(streamed) / 1000, tail: timeOfEvent(written) / 1000 };
    const reached = (): boolean =>
      pipeline.status().sources.every(({ id, cursorTime }) => cursorTime === last[id as keyof typeof last]);
    for (const until = Date.now() + 20_000; !reached(); ) {
      assert.ok(Date.now() < until, JSON.stringify(pipeline.status().sources));
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    const losses = pipeline.status().sources.flatMap((source) => source.losses);
    await pipeline.close();
    assert.deepEqual(losses, []);
    const { rows } = await rowsIn(data);
    assert.equal(new Set(rows).size, rows.length, 'no row twice');
    const numbers = [
      ...Array.from({ length: streamed + 1 }, (_, n) => n),
      ...Array.from({ length: written + 1 - border }, (_, n) => border + n),
    ];
    assertSameRows(rows, await truth(data, numbers.map(eventText)));
    t.diagnostic(`${done} kills, ${numbers.length} posts`);
    assert.ok(done >= 15, `only ${done} kills`);
  } finally {
    await server.close();
    remove();
  }
});
