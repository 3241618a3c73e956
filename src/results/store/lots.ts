// Lots for seats in the ledger: drawn by people, recorded by one person and confirmed by another. A lot holds for exactly the
// votes, rule and step that asked for it: where votes change, it is kept and no longer applies.
import { createHash } from 'node:crypto';
import type { Contest, Definition, SeatRule } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Lot } from '../seats/claim.ts';
import { seatsRequest } from '../seats/from-tally.ts';
import { allocateSeats, type SeatsRequest, type SeatsResult } from '../seats/seats.ts';
import type { Tally } from '../tally/tally.ts';
import { addressOf, type By, needSecondPerson } from './by.ts';

export type RecordedLot = {
  readonly number: number;
  readonly contest: string;
  /** SHA-256 over the votes and the rule that it was drawn for. */
  readonly basis: string;
  readonly step: number;
  readonly among: readonly string[];
  readonly drawn: readonly string[];
  /** In words: slips from an urn, and so on. */
  readonly how: string;
  /** Who drew, and who saw it, as roles: never names. */
  readonly drawnBy: string;
  readonly witnesses: readonly string[];
  readonly drawnAt: number;
  readonly state: 'proposed' | 'done' | 'refused';
  readonly recordedBy: string;
  readonly recordedAt: number;
  readonly decidedBy: string | undefined;
  readonly decidedAt: number | undefined;
};

type Row = Readonly<Record<string, string | number | null>>;

const lotOf = (row: Row): RecordedLot => ({
  number: Number(row.number),
  contest: String(row.contest),
  basis: String(row.basis),
  step: Number(row.step),
  among: JSON.parse(String(row.among)) as string[],
  drawn: JSON.parse(String(row.drawn)) as string[],
  how: String(row.how),
  drawnBy: String(row.drawn_by),
  witnesses: JSON.parse(String(row.witnesses)) as string[],
  drawnAt: Number(row.drawn_at),
  state: row.state as RecordedLot['state'],
  recordedBy: String(row.recorded_by),
  recordedAt: Number(row.recorded_at),
  decidedBy: row.decided_by === null ? undefined : String(row.decided_by),
  decidedAt: row.decided_at === null ? undefined : Number(row.decided_at),
});

/** All lots of an election, the newest first. */
export const recordedLots = ({ db }: Ledger, election: string): readonly RecordedLot[] =>
  (db.prepare('SELECT * FROM drawn_lots WHERE election = ? ORDER BY number DESC').all(election) as Row[]).map(lotOf);

/** What a lot is drawn for: changes with every vote and with the rule, not with lots before it. */
export const lotBasis = ({ method, seats, options, threshold, base }: SeatsRequest): string =>
  createHash('sha256')
    .update(
      JSON.stringify([method, seats, threshold ?? null, base ?? null, options.map(({ id, votes }) => [id, votes])]),
    )
    .digest('hex');

export type LotsOf = (contest: string, basis: string) => readonly Lot[];

/** Lots that two persons recorded, by what they were drawn for. Of one step the newest holds. */
export function lotsInForce(ledger: Ledger, election: string): LotsOf {
  const done = recordedLots(ledger, election).filter(({ state }) => state === 'done');
  return (contest, basis) => {
    const steps = new Map<number, Lot>();
    for (const one of done)
      if (one.contest === contest && one.basis === basis && !steps.has(one.step))
        steps.set(one.step, { step: one.step, drawn: one.drawn });
    return [...steps.values()];
  };
}

/** Seats by a rule with the lots that were recorded for exactly these votes. */
export function seatsWithLots(
  {
    definition,
    contest,
    tally,
    rule,
  }: {
    readonly definition: Definition;
    readonly contest: Contest;
    readonly tally: Tally;
    readonly rule: SeatRule;
  },
  lotsOf: LotsOf,
): { readonly result: SeatsResult; readonly basis: string; readonly lots: readonly Lot[] } {
  const plain = seatsRequest(definition, contest, tally, { rule });
  const basis = lotBasis(plain);
  const lots = lotsOf(contest.id, basis);
  return { result: allocateSeats({ ...plain, lots }), basis, lots };
}

export type NewLot = Pick<RecordedLot, 'contest' | 'step' | 'drawn' | 'how' | 'drawnBy' | 'witnesses' | 'drawnAt'> & {
  /** As the person saw it. */
  readonly basis: string;
};

/** The first person, who was there. `now`: the allocation as it stands. CONFLICT where it asks for another lot, or waits. */
export function recordLot(
  ledger: Ledger,
  election: string,
  lot: NewLot,
  now: { readonly result: SeatsResult; readonly basis: string },
  by: By,
): RecordedLot {
  const { contest, step, drawn, how, drawnBy, witnesses, drawnAt } = lot;
  const wanted = now.result.lotsNeeded;
  if (wanted === undefined || wanted.step !== step || now.basis !== lot.basis)
    throw new PollwardenError('CONFLICT', `${contest}: these votes do not ask for a lot at step ${step}; look again`);
  const fits =
    drawn.length === wanted.seats &&
    new Set(drawn).size === drawn.length &&
    drawn.every((id) => wanted.among.includes(id));
  if (!fits)
    throw new PollwardenError(
      'INPUT_INVALID',
      `drawn: has to name ${wanted.seats} of ${wanted.among.join(', ').slice(0, 300)}`,
    );
  if (drawnAt > ledger.now() + 60_000) throw new PollwardenError('INPUT_INVALID', 'drawnAt: lies in the future');
  return ledger.write(() => {
    if (waitingLot(ledger, election, contest) !== undefined)
      throw new PollwardenError('CONFLICT', `${contest}: a lot waits for its second person`);
    ledger.db
      .prepare(
        `INSERT INTO drawn_lots (election, contest, basis, step, among, drawn, how, drawn_by, witnesses, drawn_at, state,
          recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'proposed', ?, ?)`,
      )
      .run(
        election,
        contest,
        now.basis,
        step,
        JSON.stringify(wanted.among),
        JSON.stringify(drawn),
        how,
        drawnBy,
        JSON.stringify(witnesses),
        Math.trunc(drawnAt),
        by.name,
        Math.trunc(ledger.now()),
      );
    const details = { contest, step, drawn: drawn.join(', '), how, drawnBy, basis: now.basis, by: by.name };
    recordAudit(ledger, {
      event: 'results.lotRecorded',
      actor: by.actor,
      subject: election,
      details,
      ...addressOf(by),
    });
    return mustWait(ledger, election, contest);
  });
}

export const waitingLot = (ledger: Ledger, election: string, contest: string): RecordedLot | undefined =>
  recordedLots(ledger, election).find((one) => one.contest === contest && one.state === 'proposed');

function mustWait(ledger: Ledger, election: string, contest: string): RecordedLot {
  const waiting = waitingLot(ledger, election, contest);
  if (waiting === undefined) throw new PollwardenError('CONFLICT', `no lot of ${contest} waits for a second person`);
  return waiting;
}

/** The second person. SECOND_PERSON for who recorded it, who may take it back; CONFLICT where `number` is another by now. */
export function decideLot(
  ledger: Ledger,
  election: string,
  { contest, number, approve }: { readonly contest: string; readonly number: number; readonly approve: boolean },
  by: By,
): RecordedLot {
  return ledger.write(() => {
    const waiting = mustWait(ledger, election, contest);
    if (waiting.number !== number) throw new PollwardenError('CONFLICT', 'another lot waits by now; look again');
    if (approve) needSecondPerson(waiting.recordedBy, by, 'recorded it');
    ledger.db
      .prepare('UPDATE drawn_lots SET state = ?, decided_by = ?, decided_at = ? WHERE number = ?')
      .run(approve ? 'done' : 'refused', by.name, Math.trunc(ledger.now()), number);
    recordAudit(ledger, {
      event: approve ? 'results.lotConfirmed' : 'results.lotRefused',
      actor: by.actor,
      subject: election,
      details: { contest, step: waiting.step, drawn: waiting.drawn.join(', '), by: by.name },
      ...addressOf(by),
    });
    return recordedLots(ledger, election).find((one) => one.number === number) as RecordedLot;
  });
}
