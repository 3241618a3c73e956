// docs/calibration.md and docs/calibration.json: the table for people, and the record of every stream behind it.
import type { StreamRecord } from './run-stream.ts';
import { type Counted, type Mean, type Row, tableRows } from './rows.ts';
import type { StreamScore } from './score.ts';
import type { StreamSpec, Suite } from './streams.ts';
import { foundBars, organicBar, organicTotal, precisionBar, recallAim, weakSpots } from './weak-spots.ts';

export type Recorded = StreamScore & { readonly key: string };
export type CalibrationRecord = {
  readonly detector: string;
  readonly version: string;
  readonly streams: readonly Recorded[];
};

/** What stays the same when a stream is run again: everything but the seconds. */
export function recorded(record: StreamRecord): Recorded {
  const { key, edges, trueEdges, plantedPairs, groups, bestMembers, bestPlanted, planted, declaredGroups } = record;
  return { key, edges, trueEdges, plantedPairs, groups, bestMembers, bestPlanted, planted, declaredGroups };
}

/** One stream per line. */
export function calibrationJson(record: CalibrationRecord): string {
  const { detector, version } = record;
  const streams = record.streams.map((stream) => `    ${JSON.stringify(stream)}`).join(',\n');
  return `{\n  "detector": ${JSON.stringify(detector)},\n  "version": ${JSON.stringify(version)},\n  "streams": [\n${streams}\n  ]\n}\n`;
}

const share = (value: number): string => value.toFixed(3);
const ofCounted = ({ k, n, interval }: Counted): string =>
  `${k} of ${n} | ${(100 * interval[0]).toFixed(1)} to ${(100 * interval[1]).toFixed(1)} %`;
const ofMean = (mean: Mean | undefined): string =>
  mean === undefined ? 'no edges | ' : `${share(mean.mean)} | ${share(mean.interval[0])} to ${share(mean.interval[1])}`;

function organicTable(rows: readonly Row[]): string {
  return [
    '| habit | structure | with a group | 95 % interval | with an edge |',
    '|---|---|--:|---|--:|',
    ...rows.map(
      (row) =>
        `| ${row.kind} | ${row.source} | ${ofCounted(row.withGroup)} | ${row.withEdges.k} of ${row.withEdges.n} |`,
    ),
  ].join('\n');
}

function groupCell(row: Row): string {
  const { size = 0, coverShares = 0, rotation = 0, anchored = false } = row.planted ?? {};
  const notes = [
    ...(coverShares === 20 ? [] : [coverShares === 0 ? 'no cover' : `cover ${coverShares}`]),
    ...(rotation === 0 ? [] : [`rotation ${rotation}`]),
    ...(anchored ? ['starts at birth'] : []),
  ];
  return [`${size} accounts`, ...notes].join(', ');
}

function plantedTable(rows: readonly Row[]): string {
  const head =
    '| background | structure | group | J (s) | precision | 95 % interval | recall | 95 % interval | found | 95 % interval |';
  return [
    head,
    '|---|---|---|--:|--:|---|--:|---|--:|---|',
    ...rows.map((row) =>
      [
        `| ${row.kind} | ${row.source} | ${groupCell(row)} | ${row.planted?.jitterSeconds} `,
        `${ofMean(row.precision)} | ${ofMean(row.recall)} | ${ofCounted(row.found)} |`,
      ].join('| '),
    ),
  ].join('\n');
}

const postsText = `## Whole posts, all layers

Streams of 12,000 posts over 14 days with texts, links, hashtags, replies and media, and a news chain of eight pages that
posts together openly. On the list of declared networks it must be shown as declared; off it, as coordinated.`;

function organicPostsTable(rows: readonly Row[]): string {
  return [
    '| posts | with an undeclared group | 95 % interval | with a declared network |',
    '|---|--:|---|--:|',
    ...rows.map(
      ({ kind, withGroup, withDeclared }) =>
        `| ${kind} | ${ofCounted(withGroup)} | ${withDeclared.k} of ${withDeclared.n} |`,
    ),
  ].join('\n');
}

const influenceText = `## Influence: not counted in the bar

Nobody coordinates, but half of the accounts often share within their own 20 s to 10 min of somebody they follow. They are
not independent given the object: a group here means "more synchronised than the null allows", and no more.`;

const titles: readonly (readonly [Suite, string])[] = [
  ['planted', 'One planted group of 20 among people with habits'],
  ['permuted', 'One planted group of 20 among exchangeable times'],
  ['size', 'Sizes of the group'],
  ['rotation', 'Accounts replaced after each third of the objects'],
  ['no cover', 'Without cover traffic'],
  ['anchored', 'Actions that start at the birth of the object'],
];

function intro(record: CalibrationRecord, missing: number, declaredSeeds: boolean): string {
  const seeds = declaredSeeds ? 'seeds declared beforehand' : 'OTHER seeds than those declared';
  const absent =
    missing === 0
      ? ''
      : ` ${missing} streams of real structure could not be made here (they need ../shared and numpy).`;
  return `# Calibration of the detector of coordination

Written by \`npm run calibrate\`; do not edit. Detector ${record.detector}, version ${record.version}, default options;
${record.streams.length} streams with ${seeds} in \`scripts/calibration/streams.ts\`.${absent}

The streams are made by people with habits who act independently of each other (\`src/generate/habits.ts\`), not by the
null model. "Real structure" keeps who shared what in a public set of retweets and gives it new times. An organic
stream holds no coordination: any group in it is a false accusation. A planted group is *found* when at least half of
its members are in one group of which at most a tenth are strangers. Precision is the mean over the streams with
edges, recall is over all pairs of planted accounts. Intervals: Clopper-Pearson for counts, Student's t for means.`;
}

function organicText(total: Counted): string {
  const allowed = Math.floor(organicBar * total.n + 1e-9);
  const verdict = total.k <= allowed ? 'The bar is held.' : 'The bar is missed: every finding says "not calibrated".';
  const held = total.n < 400 ? 'These are too few streams to say whether it is held.' : verdict;
  return `## Nobody coordinates

${total.k} of ${total.n} streams of people with habits hold an undeclared group (95 % interval ${(100 * total.interval[0]).toFixed(1)}
to ${(100 * total.interval[1]).toFixed(1)} %). The bar is 21 of 400, here ${allowed} of ${total.n}. ${held} The kinds "exchangeable" and "permuted" have no
habits; they are the control and are not counted in it.`;
}

function weakText(spots: readonly string[]): string {
  const aims = [...recallAim].map(([jitter, aim]) => `${aim} at ${jitter} s`).join(', ');
  const found = foundBars.map(([jitter, bar]) => `${100 * bar} % to J = ${jitter} s`).join(', ');
  return `## Weak spots

Bars: precision ${precisionBar}; group found in ${found}; recall among exchangeable times ${aims}; organic ${(100 * organicBar).toFixed(2)} %.

${spots.length === 0 ? 'No row misses a bar.' : spots.map((spot) => `- ${spot}`).join('\n')}`;
}

/** The Markdown document over all streams that were run. */
export function calibrationMarkdown(
  specs: readonly StreamSpec[],
  record: CalibrationRecord,
  missing: number,
  declaredSeeds = true,
): string {
  const scores = new Map(record.streams.map((stream) => [stream.key, stream]));
  const rows = tableRows(specs, scores);
  const of = (suite: Suite): readonly Row[] => rows.filter((row) => row.suite === suite);
  const small = of('small');
  const posts = of('posts');
  const parts = [
    intro(record, missing, declaredSeeds),
    organicText(organicTotal(specs, scores)),
    organicTable(of('organic')),
    postsText,
    organicPostsTable(posts.filter((row) => row.planted === undefined)),
    plantedTable(posts.filter((row) => row.planted !== undefined)),
    ...titles.flatMap(([suite, title]) => (of(suite).length === 0 ? [] : [`## ${title}`, plantedTable(of(suite))])),
    ...(of('influence').length === 0 ? [] : [influenceText, organicTable(of('influence'))]),
    weakText(weakSpots(rows)),
    '## Small streams\n\nOf 8,000 shares; `npm test` runs them again and fails when a result differs.',
    organicTable(small.filter((row) => row.planted === undefined)),
    plantedTable(small.filter((row) => row.planted !== undefined)),
  ];
  return `${parts.join('\n\n')}\n`;
}
