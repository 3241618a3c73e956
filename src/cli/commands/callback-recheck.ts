// pollwarden callback recheck: anybody checks all calls again, from files alone.
import type { z } from 'zod';
import type { CallBackDesk } from '../../elections/definition/definition.ts';
import { readDefinition } from '../../elections/definition/schema.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { callsFileSchema, disclosureSchema } from '../../results/call-back/export-format.ts';
import { type Mismatch, type Recheck, recheck } from '../../results/call-back/recheck.ts';
import { definitionBytes, digestOf } from '../../results/store/elections.ts';
import { parseFlags, usageError } from '../args.ts';
import { readJsonFile } from '../read-json.ts';
import { mostDeskFileBytes } from '../../results/call-back/desk-file.ts';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';
import { printable } from '../printable.ts';

const help = `Usage: pollwarden callback recheck CALLS.json SHEETS.json --definition FILE… [--json]

Checks every call of an election again, from files alone and without trusting whoever wrote them:
each sheet against what the definition committed to before polling, each line used once, three tries
and no fourth, each verdict from the secret of its line, its signature by the desk, and the return
that a confirmed call became.

CALLS.json is what headquarters exports (callback export), SHEETS.json what the desk disclosed after
certification (callback disclose). --definition FILE is the definition whose SHA-256 was published;
after an amendment give each version. Exit 1 where anything does not fit.

Options:
  --definition FILE  a version of the definition; may be repeated
  --json             for machines

Example:
  pollwarden callback recheck calls.json sheets.json --definition definition.json`;

const words: Readonly<Record<Mismatch['kind'], string>> = {
  definitionUnknown: 'was made under a definition that was not given',
  sheetUnknown: 'uses a sheet that the definition does not commit to',
  sheetNotDisclosed: 'a sheet was not disclosed',
  commitmentBroken: 'a sheet is not the one that was committed to',
  sheetOther: 'uses a sheet of another centre or kind',
  lineUnknown: 'uses a line that the sheet has not',
  lineTwice: 'uses a line a second time',
  tooManyTries: 'has more than three tries',
  verdictDiffers: 'has another verdict than its sheet gives',
  signatureInvalid: 'has a verdict that the desk did not sign',
  stateDiffers: 'has another state than its tries give',
  returnDiffers: 'became a return that its tries do not give',
};

function readAs<S extends z.ZodType>(schema: S, path: string, what: string): z.output<S> {
  const read = schema.safeParse(readJsonFile(path, mostDeskFileBytes));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue.path.map(String).join('.');
  throw new PollwardenError('INPUT_INVALID', `no ${what}: ${place === '' ? '' : `${place}: `}${issue.message}`, {
    file: path,
  });
}

/** callBack of each version by its SHA-256; ELECTION_OTHER with the file. */
function desksFrom(paths: readonly string[], election: string): ReadonlyMap<string, CallBackDesk> {
  const desks = new Map<string, CallBackDesk>();
  for (const path of paths) {
    const definition = readDefinition(readJsonFile(path, mostDeskFileBytes));
    if (definition.election !== election)
      throw new PollwardenError('ELECTION_OTHER', `of ${definition.election}`, { file: path });
    if (definition.callBack !== undefined) desks.set(digestOf(definitionBytes(definition)), definition.callBack);
  }
  return desks;
}

const line = ({ kind, call, try: number, detail }: Mismatch): string =>
  `${call === undefined ? '' : `call ${call}${number === undefined ? '' : `, try ${number}`} `}${words[kind]}: ${printable(detail)}`;

function forPeople({ sheets, calls, tries, right, wrong, unanswered, mismatches }: Recheck): string {
  return [
    `${counted(sheets, 'sheet')}, ${counted(calls, 'call')}, ${counted(tries, 'code')}: ${right} right, ${wrong} wrong, ${unanswered} unanswered`,
    ...(mismatches.length === 0 ? ['Everything fits.'] : mismatches.map(line)),
  ].join('\n');
}

export const command: Command = {
  path: ['callback', 'recheck'],
  summary: 'Check all calls again from what was disclosed, by anybody',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, { definition: 'texts', json: 'switch' });
    if (positionals.length !== 2)
      throw usageError('callback recheck needs two files: the calls, and what was disclosed');
    if ((flags.definition ?? []).length === 0) throw usageError('callback recheck needs --definition FILE');
    const { election, calls, unlocks } = readAs(callsFileSchema, positionals[0], 'file of calls');
    const disclosure = readAs(disclosureSchema, positionals[1], 'disclosed sheets');
    if (disclosure.election !== election)
      throw new PollwardenError('ELECTION_OTHER', `of ${disclosure.election}`, { file: positionals[1] });
    const desks = desksFrom(flags.definition ?? [], election);
    const answer = await recheck({ election, calls, unlocks, disclosure, desks });
    process.stdout.write(
      flags.json === true ? `${JSON.stringify({ election, ...answer })}\n` : `${forPeople(answer)}\n`,
    );
    return answer.mismatches.length > 0 ? 1 : 0;
  },
};
