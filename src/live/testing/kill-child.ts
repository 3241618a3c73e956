// Runs the live pipeline on a file and a Jetstream until it is killed. Arguments: data folder, file, address. For tests.
import { writeSync } from 'node:fs';
import { testPurpose } from '../../ingest/follow/testing/follow-lake.ts';
import { openPipeline } from '../pipeline.ts';

const [dataFolder, file, url] = process.argv.slice(2);
const pipeline = openPipeline(
  { dataFolder, allowPrivateAddresses: true },
  {
    now: Date.now,
    random: () => 0.01,
    onUpdate: async () => undefined,
    // Small, so that segments are written and merged all the time.
    writer: { flushRows: 60, compactAt: 3 },
  },
);
const common = { purpose: testPurpose, enforceScope: true } as const;
await pipeline.start({ ...common, id: 'tail', target: { kind: 'tail', file } });
await pipeline.start({ ...common, id: 'jet', target: { kind: 'jetstream', urls: [url] } });
writeSync(1, 'open\n');
