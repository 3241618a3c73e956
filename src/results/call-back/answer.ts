// The desk's work on one try: does the sheet fit what was committed to, was the line used before, is the code right. The desk
// counts tries itself, so that even a headquarters that asks without end learns no more than three answers a line. Browser-safe.
import type { CallBackDesk } from '../../elections/definition/definition.ts';
import { answerCode } from '../codes/confirmation.ts';
import { type Outcome, refuse, type Refusal } from '../return/parse.ts';
import { sha256, toHex } from '../return/verify-web.ts';
import type { Desk } from './desk-file.ts';
import { commitmentOf, type SheetSecrets } from './sheets.ts';
import { importDeskKey, type Question, questionText, type SignedVerdict, signVerdict } from './verdict.ts';

export const triesOfLine = 3;

/** What the desk keeps of an answer: on its own disk, or in its own browser. */
export type Answered = {
  readonly sheet: string;
  readonly line: number;
  /** SHA-256 of the whole canonical question. */
  readonly question: string;
  readonly signed: SignedVerdict;
};

/** Undefined where the key file is that of the definition: same key, every sheet as committed. */
export async function deskProblem(
  desk: Desk,
  election: string,
  callBack: CallBackDesk | undefined,
): Promise<Refusal | undefined> {
  if (desk.election !== election) return { code: 'ELECTION_OTHER', detail: `the key file is of ${desk.election}` };
  if (callBack === undefined) return { code: 'SHEET_UNKNOWN', detail: 'the definition commits to no sheets' };
  if (callBack.publicKey !== desk.publicKey)
    return { code: 'KEY_UNKNOWN', detail: 'the definition names another desk than this key file' };
  const held = new Map(desk.sheets.map((sheet) => [sheet.sheet, sheet]));
  for (const { sheet, commitment } of callBack.sheets) {
    const own = held.get(sheet);
    if (own === undefined) return { code: 'SHEET_UNKNOWN', detail: `the key file lacks the sheet ${sheet}` };
    if ((await commitmentOf(election, own)) !== commitment) return { code: 'COMMITMENT_BROKEN', detail: sheet };
  }
  return undefined;
}

function lineOf({ election, sheets }: Desk, question: Question): Outcome<SheetSecrets> {
  if (question.election !== election) return refuse('ELECTION_OTHER', `the key file is of ${election}`);
  const sheet = sheets.find((one) => one.sheet === question.sheet);
  if (sheet === undefined) return refuse('SHEET_UNKNOWN', question.sheet);
  if (sheet.centre !== question.centre || sheet.kind !== question.kind)
    return refuse('SHEET_OTHER', `${sheet.sheet} is of ${sheet.centre}, ${sheet.kind}`);
  if (sheet.secrets[question.line - 1] === undefined)
    return refuse('LINE_UNKNOWN', `${sheet.sheet} has ${sheet.secrets.length} lines`);
  return { ok: true, value: sheet };
}

/**
 * Answers a try. The same question gets the same answer again; another one on a line that was answered "right", or three
 * times, is refused. What it answers is to be kept before it is told.
 */
export async function answerQuestion(
  desk: Desk,
  question: Question,
  before: readonly Answered[],
  answeredAt: string,
): Promise<Outcome<Answered>> {
  const sheet = lineOf(desk, question);
  if (!sheet.ok) return sheet;
  const asked = toHex(await sha256(new TextEncoder().encode(questionText(question))));
  const ofLine = before.filter((one) => one.sheet === question.sheet && one.line === question.line);
  const same = ofLine.find((one) => one.question === asked);
  if (same !== undefined) return { ok: true, value: same };
  if (ofLine.some(({ signed }) => signed.verdict === 'right'))
    return refuse('LINE_USED', `line ${question.line} of ${question.sheet}`);
  if (ofLine.length >= triesOfLine) return refuse('CALL_LOCKED', `line ${question.line} of ${question.sheet}`);
  const { kind, secrets } = sheet.value;
  const line = { kind, secret: secrets[question.line - 1] };
  const verdict = await answerCode(line, question, question.totals, question.code);
  const key = await importDeskKey(desk.privateKey);
  const signed = await signVerdict(question, { verdict, answeredAt }, key);
  return { ok: true, value: { sheet: question.sheet, line: question.line, question: asked, signed } };
}
