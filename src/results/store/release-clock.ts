// The clock of a release in the ledger: what two persons confirmed, when it fell into doubt, and the passing of the embargo,
// which is recorded once.
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type ClockDoubt, type ClockJudgement, type ClockReading, judgeClock } from '../release/clock.ts';
import { addressOf, type By, needSecondPerson, samePerson } from './by.ts';
import type { PolicyVersion } from './release-policies.ts';

export type ReleaseClock = {
  readonly proposed: ClockReading | undefined;
  readonly proposedBy: string | undefined;
  readonly confirmed: ClockReading | undefined;
  readonly confirmedBy: string | undefined;
  /** As it was last recorded; '' where it was not in doubt. */
  readonly doubt: ClockDoubt | '';
};

type Row = Readonly<Record<string, string | null>>;

const system = { kind: 'system', id: 'release' } as const;
const iso = (at: number): string => new Date(at).toISOString();
const readingOf = (text: string | null): ClockReading | undefined =>
  text === null ? undefined : (JSON.parse(text) as ClockReading);

export function releaseClock({ db }: Ledger, election: string): ReleaseClock {
  const row = db.prepare('SELECT * FROM release_clocks WHERE election = ?').get(election) as Row | undefined;
  return {
    proposed: readingOf(row?.proposed ?? null),
    proposedBy: row?.proposed_by ?? undefined,
    confirmed: readingOf(row?.confirmed ?? null),
    confirmedBy: row?.confirmed_by ?? undefined,
    doubt: (row?.doubt ?? '') as ClockDoubt | '',
  };
}

function save({ db }: Ledger, election: string, clock: ReleaseClock): void {
  const text = (reading: ClockReading | undefined): string | null =>
    reading === undefined ? null : JSON.stringify(reading);
  db.prepare(
    `INSERT INTO release_clocks (election, proposed, proposed_by, confirmed, confirmed_by, doubt) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (election) DO UPDATE SET proposed = excluded.proposed, proposed_by = excluded.proposed_by,
       confirmed = excluded.confirmed, confirmed_by = excluded.confirmed_by, doubt = excluded.doubt`,
  ).run(
    election,
    text(clock.proposed),
    clock.proposedBy ?? null,
    text(clock.confirmed),
    clock.confirmedBy ?? null,
    clock.doubt,
  );
}

/** The first of two persons: says that the clock shows the right time. */
export function proposeClock(ledger: Ledger, election: string, reading: ClockReading, by: By): void {
  ledger.write(() => {
    save(ledger, election, { ...releaseClock(ledger, election), proposed: reading, proposedBy: by.name });
    auditClock(ledger, 'release.clockProposed', election, reading, by);
  });
}

/**
 * The second: from now on the clock is believed as far as the machine's counter bears it out. CONFLICT where none proposed
 * it or the clock has jumped since; SECOND_PERSON for the same person.
 */
export function confirmClock(ledger: Ledger, election: string, reading: ClockReading, by: By): void {
  ledger.write(() => {
    const clock = releaseClock(ledger, election);
    if (clock.proposed === undefined || clock.proposedBy === undefined)
      throw new PollwardenError('CONFLICT', 'nobody has confirmed the clock yet; another person does after you');
    needSecondPerson(clock.proposedBy, by, 'confirmed the clock first');
    const since = judgeClock(clock.proposed, reading);
    if (since.doubt !== undefined)
      throw new PollwardenError('CONFLICT', 'the clock has jumped since the first person confirmed it; begin again');
    save(ledger, election, {
      proposed: undefined,
      proposedBy: undefined,
      confirmed: reading,
      confirmedBy: `${clock.proposedBy}, ${by.name}`,
      doubt: '',
    });
    auditClock(ledger, 'release.clockConfirmed', election, reading, by);
  });
}

/**
 * A person says that the clock is right: as the second, where another said so before and it has not jumped since, else as
 * the first. Answers with whether it is confirmed.
 */
export function sayClock(ledger: Ledger, election: string, reading: ClockReading, by: By): boolean {
  return ledger.write(() => {
    const { proposed, proposedBy } = releaseClock(ledger, election);
    const stands =
      proposed !== undefined && proposedBy !== undefined && judgeClock(proposed, reading).doubt === undefined;
    const second = stands && !samePerson(proposedBy, by.name);
    if (second) confirmClock(ledger, election, reading, by);
    else proposeClock(ledger, election, reading, by);
    return second;
  });
}

function auditClock(
  ledger: Ledger,
  event: 'release.clockProposed' | 'release.clockConfirmed',
  election: string,
  { wall }: ClockReading,
  by: By,
): void {
  recordAudit(ledger, {
    event,
    actor: by.actor,
    subject: election,
    details: { clock: iso(wall), by: by.name },
    ...addressOf(by),
  });
}

/** Looks at the clock: a doubt that is new, or gone, is put on record. Within the caller's transaction where there is one. */
export function observeClock(ledger: Ledger, election: string, reading: ClockReading): ClockJudgement {
  const clock = releaseClock(ledger, election);
  const judgement = judgeClock(clock.confirmed, reading);
  const doubt = judgement.doubt ?? '';
  if (doubt === clock.doubt || clock.confirmed === undefined) return judgement;
  ledger.write(() => {
    save(ledger, election, { ...clock, doubt });
    recordAudit(ledger, {
      event: doubt === '' ? 'release.clockAgreed' : 'release.clockDoubted',
      actor: system,
      subject: election,
      details: {
        doubt: doubt === '' ? clock.doubt : doubt,
        clock: iso(reading.wall),
        drift: Math.trunc(judgement.drift),
      },
    });
  });
  return judgement;
}

/** Whether the embargo of the policy has passed; recorded when it is first seen to have, under a clock not in doubt. */
export function embargoPassed(
  ledger: Ledger,
  election: string,
  policy: PolicyVersion,
  { time }: ClockJudgement,
): boolean {
  if (policy.passedAt !== undefined) return true;
  if (time === undefined || time < policy.embargoAt) return false;
  ledger.write(() => {
    ledger.db
      .prepare('UPDATE release_policies SET passed_at = ? WHERE election = ? AND version = ?')
      .run(Math.trunc(time), election, policy.version);
    recordAudit(ledger, {
      event: 'release.embargoPassed',
      actor: system,
      subject: election,
      details: { version: policy.version, embargo: iso(policy.embargoAt), clock: iso(time) },
    });
  });
  return true;
}
