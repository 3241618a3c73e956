// pollwarden bulletin fix: makes the log of an election and its opening, and prints the sixteen words of it.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { leastDays } from '../../bulletin/log/days-before.ts';
import { fixOpening, type FixedOpening } from '../../bulletin/log/opening.ts';
import { openElectionLog } from '../../bulletin/log/election-log.ts';
import { logFolder } from '../../bulletin/log/place.ts';
import { posterOf, witnessesInWords } from '../../bulletin/log/poster.ts';
import { publishLog } from '../../bulletin/log/publish-log.ts';
import { verifierDigests } from '../../bulletin/log/verifier-files.ts';
import { fingerprintWords } from '../../bulletin/words/words.ts';
import { demonstrationPrefix } from '../../kernel/demonstration.ts';
import { writeDurably } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { postToWitness } from '../../tlog/files/post.ts';
import type { Round } from '../../tlog/files/round.ts';
import { parseFlags, usageError } from '../args.ts';
import { roundLines, witnessPatience } from '../bulletin-round.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { readTextFile } from '../read-json.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';
import { wordLines } from '../word-lines.ts';

const help = `Usage: pollwarden bulletin fix --election ID --origin NAME --by NAME [--policy FILE] [--verifier DIR]
                              [--data DIR] [--json]

Makes the log of an election, once and for all, and fixes in its first entry what citizens have to
know before polling: the definition with the keys of the centres, the key of the log, its witnesses
and their quorum, the release policy that two persons approved, the verifiers. Prints the sixteen
words of it, and writes a poster and a text for the gazette (tlog/ID/opening in the data folder).
Publish the words at least ${leastDays} days before polling, where nobody who runs the page can change
them. Exit 1 where fewer days remain, or something else needs attention.

Options:
  --election ID   the election; two persons have fixed its definition
  --origin NAME   name of the log for good, such as results.example/council-2026
  --by NAME       who fixes it
  --policy FILE   witnesses and quorum (C2SP tlog-policy), without the log; without it, no witness
  --verifier DIR  folder of the two verifiers (default: as built)
  --data DIR      the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json          for machines

Example:
  pollwarden bulletin fix --election demo --origin results.example/demo --policy witnesses.txt --by "A. Chair"`;

/** Beside the program as packed (dist/src/cli/commands), or built from the sources. */
function verifierFolder(): string {
  const places = ['../../../verifier', '../../../dist/verifier'].map((place) => join(import.meta.dirname, place));
  return places.find((place) => existsSync(place)) ?? places[1];
}

function witnessesFrom(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const text = readTextFile(file);
  return text.endsWith('\n') ? text : `${text}\n`;
}

const toPolling = (days: number): string => `${Math.abs(days)} days ${days < 0 ? 'after' : 'before'} polling`;

/** What needs somebody's attention before this is good enough; in the order of weight. */
function problemsOf({ entry, days, resumed }: FixedOpening, round: Round): readonly string[] {
  return [
    ...(resumed ? ['a call before had made the log already; these are its words'] : []),
    ...(days < leastDays ? [`fixed ${toPolling(days)}; at least ${leastDays} before`] : []),
    ...(/^quorum none$/m.test(entry.witnesses) ? ['no independent witness'] : []),
    ...(entry.releasePolicy === null ? ['no release policy is approved; it will not be among what is fixed'] : []),
    ...(round.published ? [] : ['the log is not published yet']),
  ];
}

function writeFiles(folder: string, fixed: FixedOpening, demonstration: boolean): readonly string[] {
  const { html, gazette } = posterOf(fixed, demonstration);
  const mark = demonstration ? demonstrationPrefix : '';
  const place = join(folder, 'opening');
  mkdirSync(place, { recursive: true });
  const files = [
    [join(place, `${mark}poster.html`), html],
    [join(place, `${mark}gazette.txt`), gazette],
  ] as const;
  for (const [file, text] of files) writeDurably(file, text, 0o644);
  return files.map(([file]) => file);
}

export const command: Command = {
  path: ['bulletin', 'fix'],
  summary: 'Fix an election’s log before polling; its sixteen words',
  help,
  run: async (args) => {
    const kinds = { ...electionFlags, origin: 'text', by: 'text', policy: 'text', verifier: 'text' } as const;
    const { flags, positionals } = parseFlags(args, kinds);
    if (positionals.length > 0) throw usageError(`bulletin fix takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'bulletin fix');
    const by = byFlag(flags.by, 'bulletin fix');
    const { origin } = flags;
    if (origin === undefined) throw usageError('bulletin fix needs --origin NAME, of the log');
    const witnesses = witnessesFrom(flags.policy);
    const verifier = verifierDigests(flags.verifier ?? verifierFolder());
    const space = spaceFolder(flags);
    const ledger = openLedger(space, Date.now);
    try {
      const fixed = await fixOpening(
        ledger,
        election,
        { spaceFolder: space, origin, witnesses, demonstration: flags.demonstration === true, verifier },
        by,
      );
      const files = writeFiles(logFolder(space, election), fixed, flags.demonstration === true);
      const log = await openElectionLog(ledger, space, election);
      let round: Round;
      try {
        round = await publishLog(ledger, log, postToWitness(witnessPatience));
      } finally {
        log.close();
      }
      const problems = problemsOf(fixed, round);
      const words = fingerprintWords(fixed.sha256);
      const lines = [
        `The log of ${election} is fixed, ${toPolling(fixed.days)}. Publish these words:`,
        ...wordLines(words),
        ...witnessesInWords(fixed.entry).map((text) => `  ${printable(text, 300)}`),
        ...roundLines(round),
        ...files.map((file) => `  ${printable(file)}`),
        ...problems.map((problem) => `Attention: ${problem}`),
      ];
      process.stdout.write(
        flags.json === true
          ? `${JSON.stringify({ election, log: fixed.entry.log, words, days: fixed.days, files, published: round.published, problems })}\n`
          : `${lines.join('\n')}\n`,
      );
      return problems.length === 0 ? 0 : 1;
    } catch (error) {
      if (error instanceof PollwardenError && error.code === 'INPUT_INVALID' && flags.policy !== undefined)
        throw new PollwardenError('INPUT_INVALID', error.detail, { file: flags.policy });
      throw error;
    } finally {
      ledger.close();
    }
  },
};
