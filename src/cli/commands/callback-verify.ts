// pollwarden callback verify: the desk at the command line answers codes from its key file.
import { z } from 'zod';
import { PollwardenError } from '../../kernel/errors.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { answerQuestion, deskProblem } from '../../results/call-back/answer.ts';
import type { Desk } from '../../results/call-back/desk-file.ts';
import { type Question, questionSchema, type SignedVerdict } from '../../results/call-back/verdict.ts';
import { recordAnswer } from '../../results/store/call-backs/answer.ts';
import { waitingQuestions } from '../../results/store/call-backs/waiting.ts';
import type { By } from '../../results/store/by.ts';
import { definitionOf } from '../../results/store/elections.ts';
import { parseFlags, usageError } from '../args.ts';
import { deskFlags, deskFrom } from '../call-back-files.ts';
import { readJsonFile } from '../read-json.ts';
import { mostDeskFileBytes } from '../../results/call-back/desk-file.ts';
import type { Command } from '../command.ts';
import { addToJournal, journalOf, lockJournal, readJournal } from '../desk-journal.ts';
import { printable } from '../printable.ts';
import { byFlag, electionFlag, electionFlags, spaceFolder } from '../results-folder.ts';

const help = `Usage: pollwarden callback verify QUESTIONS.json --key FILE --passphrase-file FILE [--json]
       pollwarden callback verify --election ID --by NAME --key FILE --passphrase-file FILE
                                [--data DIR] [--json]

The call-back desk at the command line. It says for each code that was read out whether it is the
code of its line, and signs what it says. In the console the desk's page does the same.

With a file: questions as the desk's page saves them; the answers are printed, for the page to load.
Without: every try that waits in the data folder is answered and recorded there, by a person who is
not the operator of the call (while no server has the folder open).

What was answered is kept in KEYFILE.answers.jsonl: a line is answered three times at most, and
never again once its code was right. Exit 1 where a code was wrong or a question was refused.

Options:
  --key FILE              the desk's key file, desk-key.json
  --passphrase-file FILE  its one line opens the key file
  --election ID           the election whose waiting tries are answered
  --by NAME               who is at the desk
  --data DIR              the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json                  for machines

Example:
  pollwarden callback verify questions.json --key desk/desk-key.json --passphrase-file pass`;

const questionsSchema = z.union([questionSchema.transform((one) => [one]), z.array(questionSchema).max(10_000)]);

type Said = { readonly call: number; readonly try: number } & (
  | SignedVerdict
  | { readonly code: string; readonly detail: string }
);

function readQuestions(path: string): readonly Question[] {
  const read = questionsSchema.safeParse(readJsonFile(path, mostDeskFileBytes));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new PollwardenError('INPUT_INVALID', `${issue.path.map(String).join('.')}: ${issue.message}`, { file: path });
}

/** Kept in the journal before it is told. */
async function answerOne(desk: Desk, journal: string, question: Question): Promise<Said> {
  const at = { call: question.call, try: question.try };
  const before = readJournal(journal);
  const outcome = await answerQuestion(desk, question, before, `${new Date().toISOString().slice(0, 19)}Z`);
  if (!outcome.ok) return { ...at, code: outcome.refusal.code, detail: outcome.refusal.detail };
  if (!before.includes(outcome.value)) addToJournal(journal, outcome.value);
  return { ...at, ...outcome.value.signed };
}

async function answerWaiting(
  desk: Desk,
  journal: string,
  { folder, election, by }: { readonly folder: string; readonly election: string; readonly by: By },
): Promise<readonly Said[]> {
  const ledger = openLedger(folder, Date.now);
  try {
    const problem = await deskProblem(desk, election, definitionOf(ledger, election).callBack);
    if (problem !== undefined) throw new PollwardenError(problem.code, problem.detail);
    const said: Said[] = [];
    for (const { question } of waitingQuestions(ledger, election)) {
      const one = await answerOne(desk, journal, question);
      said.push(one);
      if ('signature' in one) {
        const { call, try: number, ...signed } = one;
        await recordAnswer(ledger, election, { call, try: number, signed }, by);
      }
    }
    return said;
  } finally {
    ledger.close();
  }
}

const forPeople = (one: Said): string =>
  `call ${one.call}, try ${one.try}: ${'verdict' in one ? one.verdict : `refused, ${one.code} (${printable(one.detail)})`}`;

export const command: Command = {
  path: ['callback', 'verify'],
  summary: 'The desk answers confirmation codes from its key file',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { ...electionFlags, ...deskFlags, by: 'text' });
    if (positionals.length > 1) throw usageError('callback verify takes one file of questions');
    const [file] = positionals;
    const inLedger =
      file === undefined
        ? {
            election: electionFlag(flags, 'callback verify without a file'),
            by: byFlag(flags.by, 'callback verify without a file'),
            folder: spaceFolder(flags),
          }
        : undefined;
    const desk = await deskFrom(flags, 'callback verify');
    const journal = journalOf(flags.key ?? '');
    const said: Said[] = [];
    const lock = lockJournal(journal);
    try {
      if (inLedger !== undefined) said.push(...(await answerWaiting(desk, journal, inLedger)));
      else for (const question of readQuestions(file)) said.push(await answerOne(desk, journal, question));
    } finally {
      lock.release();
    }
    const lines = said.length === 0 ? 'No try waits for the desk.' : said.map(forPeople).join('\n');
    process.stdout.write(flags.json === true ? `${JSON.stringify(said)}\n` : `${lines}\n`);
    return said.every((one) => 'verdict' in one && one.verdict === 'right') ? 0 : 1;
  },
};
