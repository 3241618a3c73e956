// npm run calibrate [-- --streams N --workers 2]: measures the error rates of the detector of coordination on streams
// that its null model did not make, and writes docs/calibration.md and docs/calibration.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { calibrationJson, calibrationMarkdown, recorded } from './calibration/document.ts';
import { sourceFingerprint } from './calibration/fingerprint.ts';
import { runAll } from './calibration/run-all.ts';
import { realStructureWorks } from './calibration/run-stream.ts';
import { allStreams, type StreamSpec } from './calibration/streams.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    streams: { type: 'string' },
    workers: { type: 'string', default: '2' },
    only: { type: 'string' },
    shift: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help === true) {
  process.stdout.write(`Usage: npm run calibrate [-- options]

  --streams N   at most N seeds of each row (default: all)
  --workers N   processes (default 2)
  --only WORD   only streams whose key contains WORD, for example organic/push
  --shift N     other seeds, each greater by N: for work on the detector, which must not see the declared ones;
                the table then goes to out/calibration unless --out says where
  --out DIR     where calibration.md and calibration.json go (default docs)

An interrupted run goes on where it stopped; its records are in out/calibration.
`);
  process.exit(0);
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) {
    process.stderr.write(`calibrate: --${name} takes a whole number, not "${text}"\n`);
    process.exit(2);
  }
  return Number(text);
}

/** At most `most` streams of each row. */
function firstSeeds(specs: readonly StreamSpec[], most: number): readonly StreamSpec[] {
  const seen = new Map<string, number>();
  return specs.filter((spec) => {
    const row = spec.key.slice(0, spec.key.lastIndexOf('/'));
    seen.set(row, (seen.get(row) ?? 0) + 1);
    return (seen.get(row) ?? 0) <= most;
  });
}

/** The same streams with other seeds. */
const shifted = (specs: readonly StreamSpec[], by: number): readonly StreamSpec[] =>
  specs.map((spec) => {
    const row = spec.key.slice(0, spec.key.lastIndexOf('/'));
    return { ...spec, seed: spec.seed + by, key: `${row}/${spec.seed + by}` };
  });

const shift = values.shift === undefined ? 0 : wholeNumber('shift', values.shift);
const out = values.out ?? (shift === 0 ? join(root, 'docs') : join(root, 'out', 'calibration'));
const most = values.streams === undefined ? Infinity : wholeNumber('streams', values.streams);
const workers = wholeNumber('workers', values.workers);
const wanted = firstSeeds(shifted(allStreams(), shift), most).filter((spec) => spec.key.includes(values.only ?? ''));
const real = realStructureWorks();
if (!real) process.stderr.write('No streams of real structure: ../shared/tools, python3 or numpy is missing.\n');
const specs = wanted.filter((spec) => real || spec.source === 'generated');
if (specs.length === 0) {
  process.stderr.write('calibrate: no stream is left\n');
  process.exit(2);
}

const begin = performance.now();
let fresh = 0;
const records = await runAll(specs, {
  workers,
  cacheFolder: join(root, 'out', 'calibration'),
  fingerprint: sourceFingerprint(),
  onProgress: (done, all, key, seconds) => {
    if (seconds > 0) fresh++;
    const elapsed = (performance.now() - begin) / 1000;
    const left = fresh === 0 ? '' : `, ${Math.ceil(((elapsed / fresh) * (all - done)) / 60)} min left`;
    process.stderr.write(`${done} of ${all}${left}: ${key}${seconds > 0 ? ` (${seconds} s)` : ''}\n`);
  },
});

const streams = specs.flatMap((spec) => records.get(spec.key) ?? []);
const { detector, version } = streams[0];
const document = { detector, version, streams: streams.map(recorded) };
mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, 'calibration.md'),
  calibrationMarkdown(specs, document, wanted.length - specs.length, shift === 0),
);
writeFileSync(join(out, 'calibration.json'), calibrationJson(document));
process.stdout.write(`${streams.length} streams; ${join(out, 'calibration.md')}\n`);
