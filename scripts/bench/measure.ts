// Runs one command as a process and measures it whole: wall clock, CPU time and peak memory of it and its children.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Measurement = {
  readonly wallSeconds: number;
  /** User and system time of all processes; undefined where they do not tell. */
  readonly cpuSeconds: number | undefined;
  readonly peakBytes: number | undefined;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
};

/** Makes every Node process append its own use to a file when it ends. */
const nodeHook =
  'import {appendFileSync} from "node:fs";import {isMainThread} from "node:worker_threads";' +
  'if(isMainThread)process.on("exit",()=>{const u=process.resourceUsage();appendFileSync(process.env.BENCH_USAGE,' +
  'JSON.stringify({cpu:(u.userCPUTime+u.systemCPUTime)/1e6,peak:u.maxRSS*1024})+"\\n")})';

/** Runs a Python script and appends what it and its children used. */
const pythonHook = `
import atexit, json, os, resource, runpy, sys
def report():
    use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(u.ru_utime + u.ru_stime for u in use)
    with open(os.environ["BENCH_USAGE"], "a") as out:
        out.write(json.dumps({"cpu": cpu, "peak": max(u.ru_maxrss for u in use) * 1024}) + "\\n")
sys.argv = sys.argv[1:]
import __main__
owner = os.getpid()
atexit.register(lambda: report() if os.getpid() == owner else None)
runpy.run_path(sys.argv[0], run_name="__main__")
`;

/** `command[0]` is "node" (this one), "python3" with a script, or a program whose use is not known. */
export async function measure(command: readonly string[], cwd: string): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'pollwarden-bench-use-'));
  const usage = join(folder, 'usage');
  const [name, ...args] = command;
  const program = name === 'node' ? process.execPath : name;
  const programArgs = name === 'python3' ? ['-c', pythonHook, ...args] : args;
  const hook = `--import=data:text/javascript,${encodeURIComponent(nodeHook)}`;
  const env = { ...process.env, BENCH_USAGE: usage, NODE_OPTIONS: hook };
  const start = performance.now();
  const child = spawn(program, programArgs, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      texts[stream] = (texts[stream] + text).slice(-100_000);
    });
  }
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve(code ?? -1));
  });
  const wallSeconds = (performance.now() - start) / 1000;
  const used = usesIn(usage);
  rmSync(folder, { recursive: true });
  return {
    wallSeconds,
    cpuSeconds: used.length === 0 ? undefined : used.reduce((sum, u) => sum + u.cpu, 0),
    peakBytes: used.length === 0 ? undefined : Math.max(...used.map((u) => u.peak)),
    exitCode,
    ...texts,
  };
}

function usesIn(file: string): { readonly cpu: number; readonly peak: number }[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { cpu: number; peak: number });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
