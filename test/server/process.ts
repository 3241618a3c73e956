// pollwarden start as a process of its own, on a free port, with what it prints.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './modules.ts';

export type Started = {
  readonly child: ChildProcessWithoutNullStreams;
  /** The first line of standard output, parsed. */
  readonly address: {
    readonly url: string;
    readonly spaces: readonly { readonly url: string; readonly setup?: string }[];
  };
  readonly stderr: () => string;
  readonly ended: Promise<number | null>;
};

type Options = { readonly nodeArgs?: readonly string[]; readonly env?: Readonly<Record<string, string>> };

/** Waits until the address is printed; rejects with what it said when it ended before. */
export async function startProcess(
  args: readonly string[],
  { nodeArgs = [], env = {} }: Options = {},
): Promise<Started> {
  const launcher = join(root, 'bin', 'pollwarden.mjs');
  const child = spawn(process.execPath, [...nodeArgs, launcher, 'start', '--json', ...args], {
    env: { ...process.env, ...env },
  });
  let stderr = '';
  let stdout = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  while (!stdout.includes('\n')) {
    const code = await Promise.race([
      ended.then((status) => status ?? -1),
      once(child.stdout, 'data').then(() => undefined),
    ]);
    if (code !== undefined && !stdout.includes('\n')) throw Object.assign(new Error(stderr), { code });
  }
  return { child, address: JSON.parse(stdout) as Started['address'], stderr: () => stderr, ended };
}
