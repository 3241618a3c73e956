// A call begins with a line of the centre's sheet, which is spent from then on; it ends with a verdict or is given up.
import type { CallBackDesk, CallBackSheet, Definition } from '../../../elections/definition/definition.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { nextCallState } from '../../call-back/states.ts';
import { areaTree } from '../../tally/areas.ts';
import { unitsOfContest } from '../../tally/tally-units.ts';
import { addressOf, type By } from '../by.ts';
import { definitionOf, electionOf } from '../elections.ts';
import { isCertified } from '../unit-persons.ts';
import { refuseDisclosed } from './disclosed.ts';
import { type CallRow, callRow } from './rows.ts';
import { isLocked, triesLeft } from './spent.ts';

export type CallRequest = {
  readonly contest: string;
  readonly unit: string;
  /** As the centre names them; without, the next line of the centre's first sheet that has one. */
  readonly sheet?: string;
  readonly line?: number;
};

const conflict = (detail: string): PollwardenError => new PollwardenError('CONFLICT', detail);

function committedDesk({ callBack, election }: Definition): CallBackDesk {
  if (callBack !== undefined) return callBack;
  throw conflict(`the definition of ${election} commits to no call-back sheets; make them with: callback sheets`);
}

function centreOf(definition: Definition, contest: string, unit: string): string {
  const { contests, election, areas } = definition;
  const area = contests.find(({ id }) => id === contest)?.area;
  const units = area === undefined ? [] : unitsOfContest(definition, area, areaTree(areas));
  const found = units.find(({ id }) => id === unit);
  if (found !== undefined) return found.centre;
  throw new PollwardenError('NOT_FOUND', `no unit ${unit.slice(0, 80)} in ${contest.slice(0, 80)} of ${election}`);
}

const usedLines = ({ db }: Ledger, election: string, sheet: string): ReadonlySet<number> =>
  new Set(
    (
      db.prepare('SELECT line FROM call_backs WHERE election = ? AND sheet = ?').all(election, sheet) as {
        readonly line: number;
      }[]
    ).map(({ line }) => line),
  );

const nextLine = ({ lines }: CallBackSheet, used: ReadonlySet<number>): number | undefined => {
  const next = Math.max(0, ...used) + 1;
  return next <= lines ? next : undefined;
};

/** SHEET_UNKNOWN, SHEET_OTHER, LINE_UNKNOWN, LINE_USED; NO_ROOM where the centre has no line left. */
function chosenLine(
  ledger: Ledger,
  { election, callBack }: { readonly election: string; readonly callBack: CallBackDesk },
  centre: string,
  { sheet: named, line }: CallRequest,
): { readonly sheet: CallBackSheet; readonly line: number } {
  const wanted = named?.trim().toUpperCase();
  const found = wanted === undefined ? undefined : callBack.sheets.find(({ sheet }) => sheet === wanted);
  if (wanted !== undefined && found === undefined) throw new PollwardenError('SHEET_UNKNOWN', wanted.slice(0, 64));
  if (found !== undefined && found.centre !== centre)
    throw new PollwardenError('SHEET_OTHER', `${found.sheet} is of the centre ${found.centre}`);
  const sheets = found === undefined ? callBack.sheets.filter((one) => one.centre === centre) : [found];
  if (sheets.length === 0) throw new PollwardenError('SHEET_UNKNOWN', `the centre ${centre} has no sheet`);
  if (line !== undefined) {
    const [sheet] = sheets;
    if (line > sheet.lines) throw new PollwardenError('LINE_UNKNOWN', `${sheet.sheet} has ${sheet.lines} lines`);
    if (usedLines(ledger, election, sheet.sheet).has(line))
      throw new PollwardenError('LINE_USED', `line ${line} of ${sheet.sheet}`);
    return { sheet, line };
  }
  for (const sheet of sheets) {
    const next = nextLine(sheet, usedLines(ledger, election, sheet.sheet));
    if (next !== undefined) return { sheet, line: next };
  }
  throw new PollwardenError('NO_ROOM', `every line of the centre ${centre} is spent; amend with new sheets`);
}

function refuseBusy(ledger: Ledger, election: string, { contest, unit }: CallRequest): void {
  if (isCertified(ledger, election, contest)) throw conflict(`${contest} is certified`);
  const running = ledger.db
    .prepare(
      "SELECT number FROM call_backs WHERE election = ? AND contest = ? AND unit = ? AND state IN ('open', 'waiting')",
    )
    .get(election, contest, unit) as { readonly number: number } | undefined;
  if (running !== undefined) throw conflict(`call ${running.number} of this unit is not over`);
  const name = { election, contest, unit };
  if (isLocked(ledger, name) || triesLeft(ledger, name) === 0) throw new PollwardenError('CALL_LOCKED', unit);
}

/** CONFLICT before the definition is fixed, after certification or disclosure, or while another call of the unit runs; CALL_LOCKED. */
export function openCall(ledger: Ledger, election: string, request: CallRequest, by: By): CallRow {
  return ledger.write(() => {
    const { current } = electionOf(ledger, election);
    if (current.state !== 'fixed') throw conflict(`${election} is not fixed: sheets are committed to before calls`);
    const definition = definitionOf(ledger, election);
    const callBack = committedDesk(definition);
    const { contest, unit } = request;
    const centre = centreOf(definition, contest, unit);
    refuseBusy(ledger, election, request);
    const { sheet, line } = chosenLine(ledger, { election, callBack }, centre, request);
    refuseDisclosed(ledger, election, sheet.sheet);
    const now = Math.trunc(ledger.now());
    const { lastInsertRowid } = ledger.db
      .prepare(
        `INSERT INTO call_backs
          (election, contest, unit, centre, sheet, line, kind, definition, state, opened_by, opened_at, changed_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?)`,
      )
      .run(election, contest, unit, centre, sheet.sheet, line, sheet.kind, current.hash, by.name, now, now);
    const call = Number(lastInsertRowid);
    recordAudit(ledger, {
      event: 'callBack.opened',
      actor: by.actor,
      subject: election,
      details: { call, contest, unit, sheet: sheet.sheet, line, by: by.name },
      ...addressOf(by),
    });
    return callRow(ledger, election, call);
  });
}

/** Gives a call up: its line and its tries stay spent. CONFLICT where it is over. */
export function endCall(
  ledger: Ledger,
  election: string,
  { call, reason }: { readonly call: number; readonly reason: string },
  by: By,
): CallRow {
  if (reason.trim() === '') throw new PollwardenError('INPUT_INVALID', 'reason: giving up needs one');
  return ledger.write(() => {
    const { state } = callRow(ledger, election, call);
    const next = nextCallState(state, 'givenUp');
    if (next === undefined) throw conflict(`call ${call} is ${state}`);
    ledger.db
      .prepare('UPDATE call_backs SET state = ?, reason = ?, changed_at = ? WHERE number = ?')
      .run(next, reason.trim(), Math.trunc(ledger.now()), call);
    recordAudit(ledger, {
      event: 'callBack.ended',
      actor: by.actor,
      subject: election,
      details: { call, reason: reason.trim(), by: by.name },
      ...addressOf(by),
    });
    return callRow(ledger, election, call);
  });
}
