// pollwarden tlog checkpoint: one round of a transparency log: tiles, a signed checkpoint, its witnesses, publication.
import { openKeeper } from '../../tlog/files/keeper.ts';
import { postToWitness } from '../../tlog/files/post.ts';
import { logRound, type Round } from '../../tlog/files/round.ts';
import { numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';
import { createProgress } from '../progress.ts';
import { logDamaged } from '../transparency-log.ts';

const help = `Usage: pollwarden tlog checkpoint DIR [--timeout SECONDS] [--json]

Puts all entries into tiles, signs a checkpoint over them, asks the witnesses of the policy to sign it too, and
publishes it in DIR/public when enough have. Without enough, readers keep the checkpoint that they have.
Say it again at any time, also after a crash.

Options:
  --timeout S  seconds that a witness has to answer (default 10)
  --json       for machines

Exit code: 0 published; 1 too few witnesses signed, with the answer of each.

Example:
  pollwarden tlog checkpoint ./log`;

const words: Readonly<Record<Round['witnesses'][number]['result'], string>> = {
  signed: 'signed',
  ahead: 'SAW MORE entries than this log has: it was rolled back, or somebody else signs in its name',
  inconsistent: 'saw ANOTHER history under this name, or keeps none of our proofs',
  unknownLog: 'does not know this log: ask its operator to add it',
  unreachable: 'cannot be reached',
  refused: 'refused',
};

function witnessLine(one: Round['witnesses'][number]): string {
  const detail = 'detail' in one ? ` (${printable(one.detail)})` : one.result === 'ahead' ? ` (${one.size})` : '';
  return `  ${printable(one.name)}: ${words[one.result]}${detail}\n`;
}

function forPeople({ size, published, witnesses }: Round): string {
  const signed = witnesses.filter(({ result }) => result === 'signed').length;
  const first = `Checkpoint over ${counted(size, 'entry', 'entries')}: ${published ? 'published' : 'NOT published, too few witnesses signed'}\n`;
  const count =
    witnesses.length === 0
      ? 'No witness: this log alone says what it holds.\n'
      : `${signed} of ${counted(witnesses.length, 'witness', 'witnesses')} signed:\n`;
  return `${first}${count}${witnesses.map(witnessLine).join('')}`;
}

const forMachines = ({ size, published, witnesses }: Round): string =>
  `${JSON.stringify({ size, published, witnesses: witnesses.map((one) => (one.result === 'signed' ? { name: one.name, result: one.result } : one)) })}\n`;

export const command: Command = {
  path: ['tlog', 'checkpoint'],
  summary: 'Sign, let witnesses sign, and publish what a transparency log holds',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { timeout: 'text', json: 'switch' });
    if (positionals.length !== 1) throw usageError('tlog checkpoint takes the folder of one log');
    const seconds = flags.timeout === undefined ? 10 : numberFlag('--timeout', flags.timeout, { least: 1, most: 600 });
    const [folder] = positionals;
    const keeper = openKeeper(folder);
    const progress = createProgress();
    try {
      const step = (tiled: number, size: number): void => progress.step('entries into tiles', tiled / size);
      const round = await logRound(keeper, postToWitness(seconds * 1000), step);
      progress.end();
      if (!round.ok) throw logDamaged(round.fault, folder);
      process.stdout.write(flags.json === true ? forMachines(round.value) : forPeople(round.value));
      return round.value.published ? 0 : 1;
    } finally {
      progress.end();
      keeper.close();
    }
  },
};
