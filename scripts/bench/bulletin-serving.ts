// How fast nginx serves a bulletin by our configuration, beside a plain file of the same size by its own: requests a second,
// medians of runs that take turns. The generator of load shares the machine with it.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSiteNight } from '../../src/bulletin/site/testing/site-night.ts';
import { load } from '../../test/serving/load.ts';
import { freePort, startNginx } from '../../test/serving/web-servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-served-'));
const [runs, requests, connections] = [9, 12_000, 16];

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1];

try {
  const night = openSiteNight(folder, { units: 600, areas: 12, options: 12 });
  for (const { id } of night.log.definition.units) night.log.release(night.log.returnOf(id));
  await night.build();
  night.keeper.close();
  const bytes = statSync(join(night.out, 'index.html.gz')).size;
  const plain = join(folder, 'plain');
  mkdirSync(plain);
  writeFileSync(join(plain, 'plain.bin'), Buffer.alloc(bytes, 'x'));
  const port = await freePort();
  const stock = `server { listen 127.0.0.1:${port}; keepalive_requests 10000; sendfile on; tcp_nopush on; root ${plain}; }`;
  const server = await startNginx(join(folder, 'nginx'), night.out, stock);
  try {
    const [ours, theirs]: [number[], number[]] = [[], []];
    const same = { connections, requests, headers: ['Accept-Encoding: gzip'] };
    for (let run = 0; run <= runs; run++) {
      const own = await load({ ...same, port: server.port, paths: ['/index.html'] });
      const other = await load({ ...same, port, paths: ['/plain.bin'] });
      if (own.statuses['200'] !== requests || own.bytes !== bytes * requests || other.bytes !== own.bytes)
        throw new Error(`not what was asked for: ${JSON.stringify([own, other])}`);
      // The first warms both up.
      if (run > 0) ours.push(own.requestsPerSecond);
      if (run > 0) theirs.push(other.requestsPerSecond);
    }
    process.stdout.write(
      `${JSON.stringify({ bytes, bulletin: Math.round(median(ours)), plain: Math.round(median(theirs)), ratio: median(ours) / median(theirs) })}\n`,
    );
  } finally {
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
