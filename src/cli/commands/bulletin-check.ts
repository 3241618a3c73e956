// pollwarden bulletin check: one unit of a bulletin, figures beside the paper's.
import type { Definition } from '../../elections/definition/definition.ts';
import { readDefinitions } from '../../bulletin/verify/definitions.ts';
import { openBulletin, type OpenedBulletin } from '../../bulletin/verify/open.ts';
import {
  compareFigures,
  type PaperReturn,
  paperReturns,
  type PaperVerdict,
  paperVerdict,
  type ShownUnit,
  shownOfCode,
  shownOfUnit,
} from '../../bulletin/verify/paper.ts';
import { faultLines, logLines, verdictLines } from '../../bulletin/verify/report.ts';
import { checkUnit, type UnitCheck } from '../../bulletin/verify/unit.ts';
import { groupedCode } from '../../results/codes/public-code.ts';
import { parseFlags, usageError } from '../args.ts';
import { checkingOf, refuseNothing, wordsFlag } from '../bulletin-sources.ts';
import type { UnitStanding } from '../../bulletin/model/site.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { readParts } from '../../results/codes/parts.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { readTextFile } from '../read-json.ts';
import { formatCount, formatTable } from '../table.ts';

const help = `Usage: pollwarden bulletin check PATH-or-URL... (--unit ID | --code CODE | --qr FILE) [--words "..."] [--json]

Checks one counting unit of a bulletin against the log: its record, its return, who signed it, and that both
are in the log. Shows the figures, to be compared with the paper at the door. With the text of the paper's QR
codes it compares them itself. A public code leads to the unit; only the figures prove anything.

Options:
  --unit ID        the unit
  --code CODE      the public code on the paper
  --qr FILE        text of the paper's QR codes, one a line (PW1:...); - is stdin
  --words "..."    the sixteen words that were published before polling, or their numbers
  --json           for machines

Exit code: 0 nothing is wrong (compare the figures); 1 something is, and what; 2 it cannot be read.

Example:
  pollwarden bulletin check ./bulletin --unit d1-004
  pollwarden bulletin check https://results.example.org --qr paper.txt --words "abandon ability able ..."`;

type Checked = {
  readonly at: ShownUnit;
  readonly check: UnitCheck;
  readonly paper: Extract<PaperReturn, { readonly ok: true }> | undefined;
  readonly verdict: PaperVerdict | undefined;
};

/** USAGE where none of it is a code that was read whole: which lines were not. */
function codesIn(file: string): string {
  const text = readTextFile(file);
  const { compact, incomplete, bad } = readParts(text);
  if (compact.length > 0) return text;
  const missing = incomplete.map(({ missing: parts, of }) => `parts ${parts.join(', ')} of ${of} are missing`);
  const lines =
    bad.length === 0 ? [] : [`${bad.length === 1 ? 'line' : 'lines'} ${bad.slice(0, 20).join(', ')} misread`];
  const why = lines.length + missing.length === 0 ? 'there is no line in it' : [...lines, ...missing].join('; ');
  throw new PollwardenError('CODE_INVALID', `the codes of the paper were not read rightly: ${why}`, { file });
}

/** `qr`: the text of the codes. */
type Asked = { readonly unit?: string; readonly code?: string; readonly qr?: string };

async function checkedUnits(
  opened: OpenedBulletin,
  asked: Asked,
  definitions: ReadonlyMap<string, Definition>,
): Promise<{ readonly units: readonly Checked[]; readonly papers: readonly PaperReturn[] }> {
  const definition = definitions.get(opened.opening.entry.definition);
  const found = async (unit: string): Promise<readonly ShownUnit[]> =>
    definition === undefined ? [] : await shownOfUnit(opened, definition, unit);
  const check = async (at: ShownUnit, paper: Checked['paper']): Promise<Checked> => {
    const own = await checkUnit(opened, { unit: at.unit.unit, shown: at.shown }, definitions);
    return { at, check: own, paper, verdict: paper === undefined ? undefined : paperVerdict(own, paper) };
  };
  const units: Checked[] = [];
  if (asked.qr === undefined) {
    const all = asked.unit === undefined ? await shownOfCode(opened, asked.code ?? '') : await found(asked.unit);
    if (all === undefined) throw usageError('--code: it was not read rightly; compare it with the paper');
    for (const at of all) units.push(await check(at, undefined));
    return { units, papers: [] };
  }
  const papers = await paperReturns(opened, asked.qr, definitions);
  for (const paper of papers)
    if (paper.ok)
      for (const at of await found(paper.signed.return.unit))
        if (at.shown.contest === paper.signed.return.contest) units.push(await check(at, paper));
  return { units, papers };
}

const verdicts: Readonly<Record<PaperVerdict, string>> = {
  same: 'The paper holds the very return that is in the log and counts.',
  other: 'The paper holds another return than the one that counts:',
  notComparable: 'The log tells nothing of this unit by itself, so the paper cannot be compared yet.',
};

/** Of units without figures: what there is instead. */
const unreleased: Partial<Readonly<Record<UnitStanding, string>>> = {
  committed:
    'Its figures are not released yet: the log holds what its centre is committed to, and no figure to compare.',
  awaited: 'Its figures are not released yet, and the log holds nothing of it.',
};

function unitText(definition: Definition, { at, check, paper, verdict }: Checked): string {
  const { unit, shown } = at;
  const figures = compareFigures(definition, shown.contest, check.counts ?? {}, paper?.signed.return.counts);
  const cell = (value: number | undefined): string => (value === undefined ? '–' : formatCount(value));
  const rows = figures.map(({ label, published, paper: own }) => [
    printable(label, 60),
    cell(published),
    paper === undefined ? '........' : cell(own),
    paper !== undefined && published !== own ? 'differs' : '',
  ]);
  const table = formatTable(
    [{ title: 'figure' }, { title: 'published', align: 'right' }, { title: 'paper', align: 'right' }, { title: '' }],
    rows,
  );
  const signed =
    check.holders > 0
      ? `The log holds its return, signed by ${check.holders} holders of ${printable(unit.centre)}.`
      : 'No signed return of it is in the log that could be checked.';
  const code = shown.code === null ? '' : ` Public code ${groupedCode(shown.code)}.`;
  const none = check.counts === undefined ? unreleased[check.standing] : undefined;
  const said =
    verdict === undefined ? 'Compare each figure with the paper; the code alone proves nothing.' : verdicts[verdict];
  return [
    `${printable(unit.name)} (${printable(unit.unit)}), ${printable(shown.contest)}: ${check.standing}.${code}`,
    ...(none === undefined ? [signed, ...table, said] : [none, ...(verdict === undefined ? [] : [said])]),
    ...faultLines(check.faults).map((line) => printable(line, 2000)),
    '',
  ].join('\n');
}

const forMachines = ({ at, check, paper, verdict }: Checked) => ({
  unit: at.unit.unit,
  contest: at.shown.contest,
  standing: check.standing,
  holders: check.holders,
  counts: check.counts ?? null,
  paper: paper?.signed.return.counts ?? null,
  verdict: verdict ?? null,
  proof: check.proof ?? null,
  faults: check.faults,
});

async function run(
  places: readonly string[],
  flags: Asked & { readonly words?: string; readonly json?: boolean },
): Promise<number> {
  const words = wordsFlag(flags.words);
  const checking = await checkingOf(places);
  const opened = await openBulletin(checking, words === undefined ? {} : { words });
  if (opened === undefined) {
    refuseNothing(checking);
    const faults = checking.faults.all();
    const text = [verdictLines.refused, ...faultLines(faults)].map((line) => `${printable(line, 2000)}\n`).join('');
    process.stdout.write(flags.json === true ? `${JSON.stringify({ verdict: 'refused', faults })}\n` : text);
    return 1;
  }
  const definitions = await readDefinitions(opened);
  const { units, papers } = await checkedUnits(opened, flags, definitions);
  const bad = papers.flatMap((paper) => (paper.ok ? [] : [paper.detail]));
  const definition = definitions.get(opened.opening.entry.definition);
  const general = checking.faults.all();
  const text = [
    ...logLines(opened).map((line) => `${printable(line, 2000)}\n`),
    '\n',
    ...(definition === undefined ? [] : units.map((one) => unitText(definition, one))),
    ...(units.length === 0 && (papers.length === 0 || bad.length < papers.length)
      ? ['The bulletin shows no such unit.\n']
      : []),
    ...bad.map((detail) => `A code of the paper: ${printable(detail)}\n`),
    ...faultLines(general).map((line) => `${printable(line, 2000)}\n`),
  ].join('');
  const found = { words: opened.wordsHold === true, units: units.map(forMachines), papers: bad, faults: general };
  process.stdout.write(flags.json === true ? `${JSON.stringify(found)}\n` : text);
  const wrong = units.some(
    ({ check, verdict }) => check.faults.length > 0 || verdict === 'other' || verdict === 'notComparable',
  );
  return wrong || general.length > 0 || bad.length > 0 || units.length === 0 ? 1 : 0;
}

export const command: Command = {
  path: ['bulletin', 'check'],
  summary: 'Check one unit of a bulletin against its paper',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      unit: 'text',
      code: 'text',
      qr: 'text',
      words: 'text',
      json: 'switch',
    });
    if (positionals.length === 0) throw usageError('bulletin check takes the folder or address of a bulletin');
    const ways = [flags.unit, flags.code, flags.qr].filter((one) => one !== undefined);
    if (ways.length !== 1) throw usageError('give one of --unit, --code and --qr');
    const { qr, ...others } = flags;
    return await run(positionals, qr === undefined ? others : { ...others, qr: codesIn(qr) });
  },
};
