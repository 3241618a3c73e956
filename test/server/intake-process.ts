// pollwarden intake as a process of its own, for tests that kill it, fill its disk or read what it loads.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './modules.ts';

export type StartedIntake = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly fingerprint: string;
  readonly stderr: () => string;
  readonly ended: Promise<unknown>;
};

type Options = {
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Runs under a shell's limit of so many blocks of 512 bytes for each file. */
  readonly blocks?: number;
};

/** Waits until the address is printed; rejects with what it said when it ended before. */
export async function startIntakeProcess(args: readonly string[], options: Options = {}): Promise<StartedIntake> {
  const { nodeArgs = [], env = {}, blocks } = options;
  const words = [process.execPath, ...nodeArgs, join(root, 'bin', 'pollwarden.mjs'), 'intake', ...args, '--json'];
  const command =
    blocks === undefined ? words : ['sh', '-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`, 'sh', ...words];
  const child = spawn(command[0], command.slice(1), { env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const ended = once(child, 'close');
  while (!stdout.includes('\n')) {
    const over = await Promise.race([ended.then(() => true), once(child.stdout, 'data').then(() => false)]);
    if (over && !stdout.includes('\n')) throw new Error(`intake ended: ${stderr}`);
  }
  const { url, fingerprint } = JSON.parse(stdout) as { readonly url: string; readonly fingerprint: string };
  return { child, url, fingerprint, stderr: () => stderr, ended };
}
