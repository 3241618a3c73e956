// The table in docs/calibration.md is not stale: 20 of its streams are run again with the detector as it is now.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CalibrationRecord, calibrationMarkdown, recorded } from '../scripts/calibration/document.ts';
import { runStream } from '../scripts/calibration/run-stream.ts';
import { allStreams, smallStreams } from '../scripts/calibration/streams.ts';
import { calibratedVersion } from '../src/detect/coordination/version.ts';

const docs = join(import.meta.dirname, '..', 'docs');
const file = join(docs, 'calibration.json');
assert.ok(existsSync(file), 'docs/calibration.json is missing: run npm run calibrate');
const record = JSON.parse(readFileSync(file, 'utf8')) as CalibrationRecord;
const stale = 'docs/calibration.json is stale: run npm run calibrate';

test('20 small streams give what the calibration recorded', async (context) => {
  const byKey = new Map(record.streams.map((stream) => [stream.key, stream]));
  assert.equal(smallStreams().length, 20);
  for (const spec of smallStreams()) {
    await context.test(spec.key, async () => {
      const fresh = await runStream(spec);
      assert.equal(`${fresh.detector} ${fresh.version}`, `${record.detector} ${record.version}`, stale);
      assert.deepEqual(recorded(fresh), byKey.get(spec.key), stale);
    });
  }
});

test('the table is the one that the record gives', () => {
  const specs = allStreams().filter((spec) => record.streams.some(({ key }) => key === spec.key));
  assert.deepEqual(
    record.streams.map(({ key }) => key),
    specs.map(({ key }) => key),
    'streams that nobody declared',
  );
  const text = readFileSync(join(docs, 'calibration.md'), 'utf8');
  const missing = Number(/(\d+) streams of real structure could not/.exec(text)?.[1] ?? 0);
  const same = text === calibrationMarkdown(specs, record, missing);
  assert.ok(same, 'docs/calibration.md is stale: run npm run calibrate');
});

test('findings are called calibrated only by the version whose bar is held', () => {
  if (calibratedVersion === '') return;
  assert.equal(calibratedVersion, record.version);
  assert.match(readFileSync(join(docs, 'calibration.md'), 'utf8'), /The bar is held\./);
});
