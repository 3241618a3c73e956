// All commands, by path. A command's file is loaded only when its path is called, or for help.
import type { Command } from './command.ts';

export type Registered = { readonly path: readonly string[]; readonly load: () => Promise<Command> };

type CommandModule = { readonly command: Command };

const at = (path: string, load: () => Promise<CommandModule>): Registered => ({
  path: path.split(' '),
  load: async () => (await load()).command,
});

/** In the order in which help lists them. */
export const registry: readonly Registered[] = [
  at('start', () => import('./commands/start.ts')),
  at('detect coordination', () => import('./commands/detect-coordination.ts')),
  at('follow posts', () => import('./commands/follow-posts.ts')),
  at('ingest posts', () => import('./commands/ingest-posts.ts')),
  at('lake status', () => import('./commands/lake-status.ts')),
  at('lake rejected', () => import('./commands/lake-rejected.ts')),
  at('lake compact', () => import('./commands/lake-compact.ts')),
  at('lake expire', () => import('./commands/lake-expire.ts')),
  at('lake erase', () => import('./commands/lake-erase.ts')),
  at('findings list', () => import('./commands/findings-list.ts')),
  at('findings show', () => import('./commands/findings-show.ts')),
  at('findings export', () => import('./commands/findings-export.ts')),
  at('alerts list', () => import('./commands/alerts-list.ts')),
  at('alerts acknowledge', () => import('./commands/alerts-acknowledge.ts')),
  at('alerts test', () => import('./commands/alerts-test.ts')),
  at('election check', () => import('./commands/election-check.ts')),
  at('election import', () => import('./commands/election-import.ts')),
  at('election show', () => import('./commands/election-show.ts')),
  at('election fix', () => import('./commands/election-fix.ts')),
  at('election amend', () => import('./commands/election-amend.ts')),
  at('election app', () => import('./commands/election-app.ts')),
  at('election export', () => import('./commands/election-export.ts')),
  at('callback sheets', () => import('./commands/callback-sheets.ts')),
  at('callback verify', () => import('./commands/callback-verify.ts')),
  at('callback export', () => import('./commands/callback-export.ts')),
  at('callback disclose', () => import('./commands/callback-disclose.ts')),
  at('callback recheck', () => import('./commands/callback-recheck.ts')),
  at('election channels', () => import('./commands/election-channels.ts')),
  at('pollday report', () => import('./commands/pollday-report.ts')),
  at('pollday board', () => import('./commands/pollday-board.ts')),
  at('returns import', () => import('./commands/returns-import.ts')),
  at('returns receive', () => import('./commands/returns-receive.ts')),
  at('returns reconcile', () => import('./commands/returns-reconcile.ts')),
  at('returns check', () => import('./commands/returns-check.ts')),
  at('returns list', () => import('./commands/returns-list.ts')),
  at('returns show', () => import('./commands/returns-show.ts')),
  at('returns decide', () => import('./commands/returns-decide.ts')),
  at('returns certify', () => import('./commands/returns-certify.ts')),
  at('returns code', () => import('./commands/returns-code.ts')),
  at('returns paper', () => import('./commands/returns-paper.ts')),
  at('results sealing-key', () => import('./commands/results-sealing-key.ts')),
  at('results tally', () => import('./commands/results-tally.ts')),
  at('results seats', () => import('./commands/results-seats.ts')),
  at('results plausibility', () => import('./commands/results-plausibility.ts')),
  at('results calibrate', () => import('./commands/results-calibrate.ts')),
  at('intake send', () => import('./commands/intake-send.ts')),
  at('intake', () => import('./commands/intake.ts')),
  at('release show', () => import('./commands/release-show.ts')),
  at('release preview', () => import('./commands/release-preview.ts')),
  at('release draft', () => import('./commands/release-draft.ts')),
  at('release approve', () => import('./commands/release-approve.ts')),
  at('release start', () => import('./commands/release-start.ts')),
  at('release hold', () => import('./commands/release-hold.ts')),
  at('release resume', () => import('./commands/release-resume.ts')),
  at('release clock', () => import('./commands/release-clock.ts')),
  at('release flow', () => import('./commands/release-flow.ts')),
  at('release calendar', () => import('./commands/release-calendar.ts')),
  at('tlog init', () => import('./commands/tlog-init.ts')),
  at('tlog append', () => import('./commands/tlog-append.ts')),
  at('tlog checkpoint', () => import('./commands/tlog-checkpoint.ts')),
  at('tlog prove', () => import('./commands/tlog-prove.ts')),
  at('tlog verify', () => import('./commands/tlog-verify.ts')),
  at('bulletin fix', () => import('./commands/bulletin-fix.ts')),
  at('bulletin words', () => import('./commands/bulletin-words.ts')),
  at('bulletin verify', () => import('./commands/bulletin-verify.ts')),
  at('bulletin check', () => import('./commands/bulletin-check.ts')),
  at('results rebuild', () => import('./commands/results-rebuild.ts')),
  at('bulletin build', () => import('./commands/bulletin-build.ts')),
  at('bulletin notice-prepare', () => import('./commands/bulletin-notice-prepare.ts')),
  at('bulletin notice-show', () => import('./commands/bulletin-notice-show.ts')),
  at('bulletin notice-publish', () => import('./commands/bulletin-notice-publish.ts')),
  at('bulletin notice-withdraw', () => import('./commands/bulletin-notice-withdraw.ts')),
  at('audit list', () => import('./commands/audit-list.ts')),
  at('audit verify', () => import('./commands/audit-verify.ts')),
  at('audit anchor', () => import('./commands/audit-anchor.ts')),
  at('audit export', () => import('./commands/audit-export.ts')),
  at('demo report', () => import('./commands/demo-report.ts')),
  at('generate posts', () => import('./commands/generate-posts.ts')),
  at('generate returns', () => import('./commands/generate-returns.ts')),
  at('backup', () => import('./commands/backup.ts')),
  at('restore', () => import('./commands/restore.ts')),
  at('doctor', () => import('./commands/doctor.ts')),
  at('standby send', () => import('./commands/standby-send.ts')),
  at('standby promote', () => import('./commands/standby-promote.ts')),
  at('version', () => import('./commands/version.ts')),
  at('help', () => import('./commands/help.ts')),
];

/** The registered command whose path is the longest that begins `words`. */
export function matchCommand(words: readonly string[]): Registered | undefined {
  return registry
    .filter(({ path }) => path.every((word, i) => words[i] === word))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** The registered commands whose paths begin with `words`. */
export function commandsBelow(words: readonly string[]): readonly Registered[] {
  return registry.filter(({ path }) => words.length <= path.length && words.every((word, i) => path[i] === word));
}
