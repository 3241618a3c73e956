// Checks every call again, by anybody, from what was disclosed: commitments, lines, tries, each verdict and its signature, and
// the return that followed. Needs no trust in headquarters nor in the desk. Browser-safe.
import type { CallBackDesk } from '../../elections/definition/definition.ts';
import { answerCode, type LineKind, type Verdict } from '../codes/confirmation.ts';
import type { CountReturn } from '../return/count-return.ts';
import { triesOfLine } from './answer.ts';
import type { Disclosure, ExportedCall, ExportedTry, ExportedUnlock } from './export-format.ts';
import { commitmentOf, type SheetSecrets } from './sheets.ts';
import { type Question, verdictHolds } from './verdict.ts';

export const mismatchKinds = [
  'definitionUnknown',
  'sheetUnknown',
  'sheetNotDisclosed',
  'commitmentBroken',
  'sheetOther',
  'lineUnknown',
  'lineTwice',
  'tooManyTries',
  'verdictDiffers',
  'signatureInvalid',
  'stateDiffers',
  'returnDiffers',
] as const;
export type MismatchKind = (typeof mismatchKinds)[number];

export type Mismatch = {
  readonly kind: MismatchKind;
  /** Number of the call; undefined where it is of a sheet. */
  readonly call?: number;
  readonly try?: number;
  readonly detail: string;
};

export type Recheck = {
  readonly sheets: number;
  readonly calls: number;
  readonly tries: number;
  readonly right: number;
  readonly wrong: number;
  /** Tries to which the desk gave no answer; they count as spent. */
  readonly unanswered: number;
  readonly mismatches: readonly Mismatch[];
};

export type RecheckRequest = {
  readonly election: string;
  readonly calls: readonly ExportedCall[];
  readonly unlocks: readonly ExportedUnlock[];
  readonly disclosure: Disclosure;
  /** callBack of each version of the definition, by its SHA-256. */
  readonly desks: ReadonlyMap<string, CallBackDesk>;
};

/** Sheets whose commitment does not hold, or that were not disclosed. */
async function sheetMismatches({ election, disclosure, desks }: RecheckRequest): Promise<readonly Mismatch[]> {
  const disclosed = new Map(disclosure.sheets.map((sheet) => [sheet.sheet, sheet]));
  const found = new Map<string, Mismatch>();
  for (const { sheets } of desks.values()) {
    for (const { sheet, commitment } of sheets) {
      const own = disclosed.get(sheet);
      if (own === undefined) found.set(sheet, { kind: 'sheetNotDisclosed', detail: sheet });
      else if ((await commitmentOf(election, own)) !== commitment)
        found.set(sheet, { kind: 'commitmentBroken', detail: sheet });
    }
  }
  return [...found.values()];
}

function lineMismatches(
  call: ExportedCall,
  desk: CallBackDesk | undefined,
  disclosed: SheetSecrets | undefined,
  seen: Set<string>,
): readonly Mismatch[] {
  const { number, sheet, line, centre, kind } = call;
  const said = (kindOf: MismatchKind, detail: string): Mismatch => ({ kind: kindOf, call: number, detail });
  const key = `${sheet} ${line}`;
  const twice = seen.has(key) ? [said('lineTwice', `line ${line} of ${sheet}`)] : [];
  seen.add(key);
  if (desk === undefined) return [...twice, said('definitionUnknown', call.definition)];
  const committed = desk.sheets.find((one) => one.sheet === sheet);
  if (committed === undefined) return [...twice, said('sheetUnknown', sheet)];
  if (committed.centre !== centre || committed.kind !== kind)
    return [...twice, said('sheetOther', `${sheet} is of ${committed.centre}, ${committed.kind}`)];
  if (line > committed.lines || (disclosed !== undefined && disclosed.secrets[line - 1] === undefined))
    return [...twice, said('lineUnknown', `line ${line} of ${sheet}`)];
  return twice;
}

const questionOf = (election: string, call: ExportedCall, one: ExportedTry): Question => ({
  election,
  call: call.number,
  try: one.number,
  contest: call.contest,
  unit: call.unit,
  centre: call.centre,
  sheet: call.sheet,
  line: call.line,
  kind: call.kind,
  totals: one.totals,
  code: one.code,
});

async function tryMismatches(
  question: Question,
  one: ExportedTry,
  line: { readonly kind: LineKind; readonly secret: string } | undefined,
  publicKey: string | undefined,
): Promise<readonly Mismatch[]> {
  if (one.answer === null) return [];
  const at = { call: question.call, try: question.try };
  const found: Mismatch[] = [];
  if (publicKey !== undefined && !(await verdictHolds(question, one.answer, publicKey)))
    found.push({ kind: 'signatureInvalid', ...at, detail: 'not signed by the desk of the definition' });
  if (line !== undefined) {
    const verdict = await answerCode(line, question, question.totals, question.code);
    if (verdict !== one.answer.verdict)
      found.push({
        kind: 'verdictDiffers',
        ...at,
        detail: `the desk said ${one.answer.verdict}, the sheet says ${verdict}`,
      });
  }
  return found;
}

/** Confirmed is a call whose last try was right, and no other; its return says the totals of that try. */
function outcomeMismatches(election: string, call: ExportedCall): readonly Mismatch[] {
  const { number, tries, state } = call;
  const right = tries.filter(({ answer }) => answer?.verdict === 'right');
  const found: Mismatch[] = [];
  const said = (kind: MismatchKind, detail: string): void => void found.push({ kind, call: number, detail });
  if (tries.length > triesOfLine) said('tooManyTries', `${tries.length} tries in one call`);
  if ((state === 'confirmed') !== (right.length === 1 && right[0] === tries.at(-1)))
    said('stateDiffers', `it is ${state} with ${right.length} right ${right.length === 1 ? 'code' : 'codes'}`);
  if ((state === 'confirmed') !== (call.return !== null)) said('returnDiffers', 'a return without its confirmed call');
  if (call.return !== null && !sameCounts(call.return, right.at(-1)))
    said('returnDiffers', 'the return does not say what was read back');
  if (call.return !== null && !samePlace(call.return, election, call))
    said('returnDiffers', 'the return is of another election, contest or unit');
  return found;
}

const samePlace = (one: CountReturn, election: string, { contest, unit }: ExportedCall): boolean =>
  one.election === election && one.contest === contest && one.unit === unit;

function sameCounts({ counts }: CountReturn, one: ExportedTry | undefined): boolean {
  const totals = one?.totals ?? {};
  const keys = new Set([...Object.keys(counts), ...Object.keys(totals)]);
  return one !== undefined && [...keys].every((key) => counts[key] === totals[key]);
}

/** Tries of one unit that were not right, since it was opened again or confirmed: never more than three. */
function unitMismatches(calls: readonly ExportedCall[], unlocks: readonly ExportedUnlock[]): readonly Mismatch[] {
  const spent = new Map<string, number>();
  const opened = (call: ExportedCall, before: number): boolean =>
    unlocks.some(
      ({ contest, unit, upTo }) =>
        contest === call.contest && unit === call.unit && upTo >= before && upTo < call.number,
    );
  const last = new Map<string, number>();
  return calls
    .toSorted((a, b) => a.number - b.number)
    .flatMap((call): readonly Mismatch[] => {
      const key = `${call.contest}\n${call.unit}`;
      if (opened(call, last.get(key) ?? 0)) spent.set(key, 0);
      last.set(key, call.number);
      const wrong = call.tries.filter(({ answer }) => answer?.verdict !== 'right').length;
      const sum = (spent.get(key) ?? 0) + wrong;
      spent.set(key, call.state === 'confirmed' ? 0 : sum);
      return sum > triesOfLine
        ? [{ kind: 'tooManyTries', call: call.number, detail: `${sum} tries for ${call.unit} without two persons` }]
        : [];
    });
}

function tallyOf(calls: readonly ExportedCall[]): Pick<Recheck, 'calls' | 'tries' | 'right' | 'wrong' | 'unanswered'> {
  const tries = calls.flatMap((call) => call.tries);
  const count = (verdict: Verdict | undefined): number =>
    tries.filter(({ answer }) => (answer?.verdict ?? undefined) === verdict).length;
  return {
    calls: calls.length,
    tries: tries.length,
    right: count('right'),
    wrong: count('wrong'),
    unanswered: count(undefined),
  };
}

export async function recheck(request: RecheckRequest): Promise<Recheck> {
  const { election, calls, unlocks, disclosure, desks } = request;
  const disclosed = new Map(disclosure.sheets.map((sheet) => [sheet.sheet, sheet]));
  const mismatches = [...(await sheetMismatches(request))];
  const seen = new Set<string>();
  for (const call of calls) {
    const desk = desks.get(call.definition);
    const sheet = disclosed.get(call.sheet);
    mismatches.push(...lineMismatches(call, desk, sheet, seen), ...outcomeMismatches(election, call));
    const secret = sheet?.secrets[call.line - 1];
    const line = sheet === undefined || secret === undefined ? undefined : { kind: sheet.kind, secret };
    for (const one of call.tries)
      mismatches.push(...(await tryMismatches(questionOf(election, call, one), one, line, desk?.publicKey)));
  }
  mismatches.push(...unitMismatches(calls, unlocks));
  return { sheets: disclosure.sheets.length, ...tallyOf(calls), mismatches };
}
