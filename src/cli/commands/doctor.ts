// pollwarden doctor: looks at machine, disk, clock, stores, backups and settings, and names cause and remedy.
import { join } from 'node:path';
import { diskFiles } from '../../lake/files.ts';
import type { CheckState, DoctorContext, Finding } from '../../operations/doctor/check.ts';
import { exitCodeOf, runChecks } from '../../operations/doctor/run.ts';
import type { Config } from '../../server/config/config.ts';
import { loadConfig } from '../../server/config/load.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';

const help = `Usage: pollwarden doctor [--data DIR] [--config FILE] [--time-server HOST[:PORT]] [--json]

Looks at Node, memory, disk, clock, ledger, audit trail, lake, keys, locks, purposes, backups, port, mail server and the
address people open, and says of what is wrong why it may be so and what to do. Changes nothing, and works while the
server runs.

Options:
  --time-server HOST[:PORT]   asks that server for the time (SNTP, UDP); none is asked otherwise
  --config FILE               the settings (else the variable POLLWARDEN_CONFIG, else pollwarden.json in the data folder)
  --data DIR                  the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json                      for machines

Exit code 0 when all is well, 1 when something needs attention, 2 when something has failed.

Examples:
  pollwarden doctor
  pollwarden doctor --time-server ntp.example --json`;

const marks: Readonly<Record<CheckState, string>> = { ok: '✓', attention: '!', failed: '✗', unknown: '?' };
const words: Readonly<Record<CheckState, string>> = {
  ok: 'ok',
  attention: 'attention',
  failed: 'FAILED',
  unknown: 'not known',
};

/** The settings, or what is wrong with them. */
function settings(folder: string, file: string | undefined): Config | Finding {
  try {
    const request = { dataFolder: folder, environment: process.env, flags: {} };
    return loadConfig(file === undefined ? request : { ...request, file });
  } catch (error) {
    return {
      name: 'settings',
      title: 'Settings',
      state: 'failed',
      found: error instanceof Error ? error.message : String(error),
      cause: 'A setting is mistyped, or two do not go together',
      remedy: 'Mend it; docs/configuration.md lists them',
    };
  }
}

export const command: Command = {
  path: ['doctor'],
  summary: 'Look for what is wrong, and name cause and remedy',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      data: 'text',
      config: 'text',
      'time-server': 'text',
      json: 'switch',
    });
    if (positionals.length > 0) throw usageError(`doctor takes no file, and got "${positionals[0]}"`);
    const folder = dataFolder(flags.data);
    const config = settings(folder, flags.config ?? (process.env.POLLWARDEN_CONFIG || undefined));
    const progress = createProgress(process.stderr, { quiet: flags.json === true || !process.stderr.isTTY });
    const context = contextOf(folder, 'state' in config ? undefined : config, flags['time-server'], progress.step);
    const found = await runChecks(context);
    progress.end();
    const settingsFinding: Finding =
      'state' in config
        ? config
        : { name: 'settings', title: 'Settings', state: 'ok', found: `profile ${config.profile}` };
    const findings = [settingsFinding, ...found];
    process.stdout.write(`${flags.json === true ? JSON.stringify({ findings }) : forPeople(findings)}\n`);
    return exitCodeOf(findings);
  },
};

function contextOf(
  folder: string,
  config: Config | undefined,
  timeServer: string | undefined,
  onStep: (step: string, done?: number) => void,
): DoctorContext {
  return {
    dataFolder: folder,
    now: Date.now,
    monotonic: () => performance.now(),
    timeServer,
    backupFolders: config?.backups.folder === undefined ? [] : [join(config.backups.folder, 'real')],
    port: config?.port,
    smtp: config?.smtp,
    publicUrl: config?.publicUrl,
    startedOrigin: undefined,
    files: diskFiles,
    onStep,
  };
}

function forPeople(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ title }) => title.length));
  const lines = findings.flatMap(({ title, state, found, cause, remedy }) => [
    `${marks[state]} ${title.padEnd(width)}  ${state === 'ok' ? '' : `${words[state]}: `}${printable(found, 400)}`,
    ...(cause === undefined ? [] : [`  ${''.padEnd(width)}  why: ${printable(cause, 400)}`]),
    ...(remedy === undefined ? [] : [`  ${''.padEnd(width)}  do:  ${printable(remedy, 400)}`]),
  ]);
  const count = (state: CheckState): number => findings.filter((finding) => finding.state === state).length;
  const bad = count('failed');
  const odd = count('attention');
  const summary = bad + odd === 0 ? 'Nothing is wrong.' : `${bad} failed, ${odd} to look at.`;
  return [...lines, '', summary].join('\n');
}
