// npm run bench [-- case-id …] [--runs N] [--keep DIR]: measures whole processes and writes docs/benchmarks.md.
// npm run bench -- --operations [case-id …]: measures the operations centre only and renews its section of that page.
// The streams come from ../shared/tools/generate_posts.py, which needs python3 and numpy.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Case, InputName } from './bench/cases.ts';
import { cases, inputs } from './bench/cases.ts';
import { holdEdgeTable } from './bench/edge-table.ts';
import type { Measurement } from './bench/measure.ts';
import { measure } from './bench/measure.ts';
import type { Outcome } from './bench/page.ts';
import { measureOperations } from './bench/measure-operations.ts';
import { withOperations } from './bench/operations-page.ts';
import { benchmarkPage } from './bench/page.ts';

const root = join(import.meta.dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'hold-edges': { type: 'string' },
    runs: { type: 'string' },
    keep: { type: 'string' },
    operations: { type: 'boolean', default: false },
  },
});

if (values['hold-edges'] !== undefined) await holdEdgeTable(values['hold-edges'], 60, 2);
else if (values.operations) await operations();
else await bench();

async function operations(): Promise<void> {
  const page = join(root, 'docs', 'benchmarks.md');
  const figures = await measureOperations(root, positionals);
  writeFileSync(page, withOperations(readFileSync(page, 'utf8'), figures));
}

async function bench(): Promise<void> {
  const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'pollwarden-bench-'));
  mkdirSync(join(folder, 'out'), { recursive: true });
  const [load] = loadavg();
  const outcomes: Outcome[] = [];
  const chosen = cases.filter((one) => positionals.length === 0 || positionals.includes(one.id));
  for (const one of chosen) outcomes.push(await outcomeOf(one, folder));
  if (values.keep === undefined) rmSync(folder, { recursive: true });
  const page = benchmarkPage(outcomes, new Date(), load);
  if (chosen.length < cases.length) {
    process.stdout.write(page);
    return;
  }
  writeFileSync(join(root, 'docs', 'benchmarks.md'), withOperations(page, await measureOperations(root, [])));
  process.stdout.write(`Written: docs/benchmarks.md\n`);
}

async function outcomeOf(of: Case, folder: string): Promise<Outcome> {
  const why = missingFor(of);
  if (why !== undefined) {
    process.stderr.write(`${of.id}: ${why}\n`);
    return { of, state: 'missing', why };
  }
  const file = inputFile(of.input, folder);
  if (file === undefined) return { of, state: 'missing', why: 'the generator of the stream is missing' };
  const words: Readonly<Record<string, string>> = {
    FILE: file,
    MESSAGES: messagesFile(file),
    OUT: join(folder, 'out'),
    ROOT: root,
  };
  const command = of.command.map((word) => word.replace(/^(?:FILE|MESSAGES|OUT|ROOT)/, (name) => words[name] ?? name));
  const runs: Measurement[] = [];
  for (let run = 0; run < Number(values.runs ?? of.runs); run++) {
    const measured = await measure(command, root);
    process.stderr.write(
      `${of.id}: ${measured.wallSeconds.toFixed(2)} s, CPU ${measured.cpuSeconds?.toFixed(2) ?? '?'} s, ` +
        `${Math.round((measured.peakBytes ?? 0) / 1e6)} MB\n`,
    );
    if (measured.exitCode !== 0 && measured.exitCode !== 1) {
      process.stderr.write(measured.stderr.slice(-2000));
      return { of, state: 'missing', why: `failed with exit code ${measured.exitCode}` };
    }
    runs.push(measured);
  }
  return { of, state: 'measured', runs, answer: of.answer?.(runs[0].stdout) };
}

/** Undefined, or what a baseline lacks on this machine. */
function missingFor({ needs, command }: Case): string | undefined {
  if (command[0] !== 'python3') return undefined;
  if (spawnSync('python3', ['--version']).status !== 0) return 'python3 is not here';
  return needs?.map((name) => (hasModule(name) ? undefined : `Python module ${name} is not here`)).find(Boolean);
}

function hasModule(name: string): boolean {
  return spawnSync('python3', ['-c', `import ${name}`]).status === 0;
}

/** The input's file, generated once; undefined where that cannot be done. */
function inputFile(input: InputName, folder: string): string | undefined {
  const file = join(folder, `${input}.csv`);
  if (existsSync(file)) return file;
  const generator = join(root, '..', 'shared', 'tools', 'generate_posts.py');
  const run = spawnSync('python3', [generator, String(inputs[input]), file]);
  return run.status === 0 ? file : undefined;
}

/** The same shares with the columns of the coordination-network-toolkit, reposts all of them. */
function messagesFile(file: string): string {
  const messages = file.replace(/\.csv$/, '.messages.csv');
  if (existsSync(messages)) return messages;
  const [, ...rows] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  const lines = rows.map((row) => {
    const [object, account, content, time] = row.split(',');
    return `${content},${account},,${object},,x,${time},-\n`;
  });
  writeFileSync(messages, `message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n${lines.join('')}`);
  return messages;
}
