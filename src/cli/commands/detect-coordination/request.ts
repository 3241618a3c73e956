// The flags of `detect coordination`, checked: every bad value is named before anything is read.
import { join } from 'node:path';
import { type DetectOptions, defaultOptions } from '../../../detect/coordination/options.ts';
import { type Layer, layers as allLayers } from '../../../ingest/post.ts';
import { choiceFlag, dataFolder, listFlag, numberFlag, type parseFlags, usageError } from '../../args.ts';
import { postMap } from '../../post-map.ts';
import { refuseOverwriting } from './same-file.ts';

export const flagSpec = {
  edges: 'text',
  groups: 'text',
  graph: 'text',
  report: 'text',
  rejected: 'text',
  note: 'text',
  fdr: 'text',
  windows: 'text',
  layers: 'text',
  decoys: 'text',
  seed: 'text',
  cap: 'text',
  claims: 'text',
  declared: 'text',
  format: 'text',
  map: 'texts',
  data: 'text',
  json: 'switch',
  spreadsheet: 'switch',
  compat: 'text',
  window: 'text',
  'min-participation': 'text',
  'keep-loops': 'switch',
  'edge-weight': 'text',
  pairs: 'text',
  network: 'text',
  'min-weight': 'text',
} as const;

export type Flags = ReturnType<typeof parseFlags<typeof flagSpec>>['flags'];
export type OutputKind = 'edges' | 'groups' | 'graph' | 'report' | 'rejected' | 'pairs';
export type Outputs = { readonly [K in OutputKind]?: string };

export type NativeRequest = {
  readonly files: readonly string[];
  readonly dataDir: string;
  readonly format: string | undefined;
  readonly map: Readonly<Record<string, string>> | undefined;
  readonly layers: readonly Layer[] | undefined;
  readonly declaredFile: string | undefined;
  readonly outputs: Outputs;
  readonly note: string | undefined;
  readonly json: boolean;
  readonly spreadsheet: boolean;
  readonly options: Omit<DetectOptions, 'declared' | 'onProgress'>;
};

const compatOnly = [
  'window',
  'min-participation',
  'keep-loops',
  'edge-weight',
  'pairs',
  'network',
  'min-weight',
] as const;

const extensions: Readonly<Record<OutputKind, readonly string[]>> = {
  edges: ['.csv', '.parquet'],
  groups: ['.json', '.csv', '.parquet'],
  graph: ['.graphml'],
  report: ['.html', '.htm'],
  rejected: ['.jsonl'],
  pairs: ['.csv', '.parquet'],
};

/** Output paths of these kinds, each with an extension that names its format, none of them an input. Throws USAGE. */
export function outputPaths(flags: Flags, kinds: readonly OutputKind[], inputs: readonly string[]): Outputs {
  const outputs: Partial<Record<OutputKind, string>> = {};
  for (const kind of kinds) {
    const path = flags[kind];
    if (path === undefined) continue;
    const wanted = extensions[kind];
    const device = path.startsWith('/dev/');
    if (path === '' || (!device && !wanted.some((extension) => path.toLowerCase().endsWith(extension)))) {
      throw usageError(`--${kind} takes a file that ends in ${wanted.join(' or ')}, not "${path}"`);
    }
    outputs[kind] = path;
  }
  refuseOverwriting(
    Object.entries(outputs).map(([kind, path]) => ({ flag: `--${kind}`, path })),
    inputs,
  );
  return outputs;
}

/** The request of the native detection. Throws USAGE. */
export function nativeRequest(flags: Flags, files: readonly string[]): NativeRequest {
  for (const flag of compatOnly) {
    if (flags[flag] !== undefined) throw usageError(`--${flag} goes with --compat`);
  }
  if (files.length > 0 && flags.data !== undefined) throw usageError('--data is for the lake, and a file is given');
  if (files.filter((file) => file === '-').length > 1) throw usageError('- (stdin) can be read only once');
  return {
    files,
    dataDir: dataFolder(flags.data),
    format: flags.format,
    map: flags.map === undefined ? undefined : postMap(flags.map),
    layers: flags.layers === undefined ? undefined : layerList(flags.layers),
    declaredFile: flags.declared,
    outputs: outputPaths(
      flags,
      ['edges', 'groups', 'graph', 'report', 'rejected'],
      [
        ...(files.length > 0 ? files : [join(dataFolder(flags.data), 'lake')]),
        ...(flags.declared === undefined ? [] : [flags.declared]),
      ],
    ),
    note: flags.note,
    json: flags.json === true,
    spreadsheet: flags.spreadsheet === true,
    options: {
      windowsSeconds: flags.windows === undefined ? defaultOptions.windowsSeconds : windowList(flags.windows),
      fdr: flags.fdr === undefined ? defaultOptions.fdr : rate(flags.fdr),
      decoys: whole('--decoys', flags.decoys, defaultOptions.decoys, 1, 1000),
      seed: whole('--seed', flags.seed, defaultOptions.seed, 0, 2 ** 31 - 1),
      cap: whole('--cap', flags.cap, defaultOptions.cap, 2, 1_000_000),
      claims:
        flags.claims === undefined ? defaultOptions.claims : choiceFlag('--claims', flags.claims, ['habits', 'all']),
    },
  };
}

function whole(flag: string, text: string | undefined, fallback: number, least: number, most: number): number {
  return text === undefined ? fallback : numberFlag(flag, text, { least, most, integer: true });
}

const rate = (text: string): number => numberFlag('--fdr', text, { least: 0, above: true, most: 1, below: true });

const mostWindows = 12;
const longestWindowSeconds = 30 * 86400;

function windowList(text: string): readonly number[] {
  const windows = listFlag('--windows', text)
    .map((part) => numberFlag('--windows', part, { least: 0, above: true, most: longestWindowSeconds }))
    .sort((a, b) => a - b);
  if (windows.some((seconds, i) => seconds === windows[i - 1])) throw usageError('--windows names one window twice');
  if (windows.length > mostWindows) throw usageError(`--windows takes at most ${mostWindows} windows`);
  return windows;
}

function layerList(text: string): readonly Layer[] {
  return listFlag('--layers', text).map((part) => choiceFlag('--layers', part, allLayers));
}
