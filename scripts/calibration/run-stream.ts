// Makes one stream, runs the detector on it, and holds the result against the truth.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { detectCoordination } from '../../src/detect/coordination/detect.ts';
import { type DeclaredNetwork, defaultOptions } from '../../src/detect/coordination/options.ts';
import type { ShareSet } from '../../src/detect/shares.ts';
import { type HabitKind, habitStream } from '../../src/generate/habits.ts';
import { makePostStream } from './post-streams.ts';
import { scoreResult, type StreamScore } from './score.ts';
import type { StreamSpec } from './streams.ts';

export type StreamRecord = StreamScore & {
  readonly key: string;
  readonly detector: string;
  readonly version: string;
  readonly seconds: number;
};

type Labelled = {
  readonly shares: ShareSet;
  readonly planted: ReadonlySet<string>;
  readonly declared?: readonly DeclaredNetwork[];
};

const tool = join(import.meta.dirname, '..', '..', '..', 'shared', 'tools', 'plant_groups.py');

/** Whether streams of real structure can be made here: the tool, its data, python3 and numpy. */
export function realStructureWorks(): boolean {
  try {
    readFileSync(tool);
    execFileSync('python3', ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function shareSet(
  accounts: readonly string[],
  objects: readonly string[],
  columns: { readonly account: Uint32Array; readonly object: Uint32Array; readonly time: Float64Array },
): ShareSet {
  const count = columns.time.length;
  const post = Uint32Array.from({ length: count }, (_, i) => i);
  const posts = Array.from(post, (i) => `p${i}`);
  return { accounts, posts, tables: [{ layer: 'object', count, post, objects, ...columns }] };
}

function generatedStream(spec: StreamSpec): Labelled {
  const stream = habitStream({
    kind: spec.kind as HabitKind,
    seed: spec.seed,
    shares: spec.shares,
    planted: spec.planted,
  });
  const planted = new Set([...stream.plantedAccounts].map((a) => stream.accounts[a]));
  return { shares: shareSet(stream.accounts, stream.objects, stream), planted };
}

/** Runs the tool for one stream in a folder of its own, reads what it wrote, deletes it. */
function realStream(spec: StreamSpec): Labelled {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-calibrate-'));
  try {
    const jitter = spec.planted === undefined ? [] : ['--jitter', String(spec.planted.jitterSeconds)];
    execFileSync('python3', [tool, folder, '--kind', spec.kind, '--seeds', String(spec.seed), ...jitter], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return parseStream(gunzipSync(readFileSync(join(folder, readdirSync(folder)[0]))).toString('utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lines of object_id,account_id,content_id,timestamp_share,is_planted with a header; no cell is quoted. */
export function parseStream(text: string): Labelled {
  const lines = text.trimEnd().split(/\r?\n/).slice(1);
  const accounts = new Map<string, number>();
  const objects = new Map<string, number>();
  const planted = new Set<string>();
  const number = (map: Map<string, number>, name: string): number => {
    const known = map.get(name) ?? map.size;
    map.set(name, known);
    return known;
  };
  const columns = {
    account: new Uint32Array(lines.length),
    object: new Uint32Array(lines.length),
    time: new Float64Array(lines.length),
  };
  lines.forEach((line, i) => {
    const [object, account, , time, truth] = line.split(',');
    columns.account[i] = number(accounts, account);
    columns.object[i] = number(objects, object);
    columns.time[i] = Number(time);
    if (truth === '1') planted.add(account);
  });
  return { shares: shareSet([...accounts.keys()], [...objects.keys()], columns), planted };
}

function makeStream(spec: StreamSpec): Labelled {
  if (spec.source === 'posts') return makePostStream(spec.kind, spec.seed, spec.shares ?? 0);
  return spec.source === 'generated' ? generatedStream(spec) : realStream(spec);
}

export async function runStream(spec: StreamSpec): Promise<StreamRecord> {
  const { shares, planted, declared = [] } = makeStream(spec);
  const begin = performance.now();
  const result = await detectCoordination(shares, { ...defaultOptions, declared });
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  const { detector, version } = result;
  return { key: spec.key, detector, version, ...scoreResult(result, planted, declared), seconds };
}
