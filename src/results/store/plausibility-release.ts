// The acts of persons on what plausibility shows. A note on a unit is proposed by one and released by another who saw
// exactly the same; it is refused where the return that holds has changed in between.
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { addressOf, type By, needSecondPerson } from './by.ts';
import { electionOf } from './elections.ts';
import {
  addReview,
  holdingOf,
  neededText,
  type Note,
  noteDigest,
  type Review,
  reviewsOfUnit,
  type UnitName,
} from './plausibility-reviews.ts';

const lastOf = (ledger: Ledger, election: string, of: UnitName): Review | undefined =>
  reviewsOfUnit(ledger, election, of).at(-1);

function refuseWaiting(last: Review | undefined): void {
  if (last?.step === 'proposed')
    throw new PollwardenError(
      'CONFLICT',
      'a note on this unit waits for its second person; it is released or refused first',
    );
}

/** A person looked at it, or knows what explains it. CONFLICT while a note waits; NOT_FOUND for the election. */
export function reviewUnit(
  ledger: Ledger,
  election: string,
  review: UnitName & { readonly step: 'looked' | 'explained'; readonly text: string },
  by: By,
): Review {
  const { contest, unit, step } = review;
  const text = neededText(review.text, step);
  return ledger.write(() => {
    electionOf(ledger, election);
    refuseWaiting(lastOf(ledger, election, review));
    const holding = holdingOf(ledger, election, review);
    const details = { contest, unit, step, text, by: by.name };
    recordAudit(ledger, {
      event: 'plausibility.reviewed',
      actor: by.actor,
      subject: election,
      details,
      ...addressOf(by),
    });
    return addReview(ledger, election, {
      contest,
      unit,
      step,
      text,
      note: undefined,
      digest: '',
      holding,
      by: by.name,
    });
  });
}

/** The first of two persons. CONFLICT while another note waits. */
export function proposeNote(ledger: Ledger, note: Note, by: By): Review {
  const { election, contest, unit, recipient } = note;
  const reason = neededText(note.reason, 'reason');
  return ledger.write(() => {
    electionOf(ledger, election);
    refuseWaiting(lastOf(ledger, election, note));
    const digest = noteDigest(note);
    const holding = holdingOf(ledger, election, note);
    const details = { contest, unit, digest, recipient, reason, by: by.name };
    recordAudit(ledger, {
      event: 'plausibility.noteProposed',
      actor: by.actor,
      subject: election,
      details,
      ...addressOf(by),
    });
    return addReview(ledger, election, {
      contest,
      unit,
      step: 'proposed',
      text: reason,
      note,
      digest,
      holding,
      by: by.name,
    });
  });
}

export type NoteDecision = UnitName & {
  readonly release: boolean;
  /** As the person saw it. */
  readonly digest: string;
  /** Needed to refuse. */
  readonly reason: string;
};

/**
 * The second person. SECOND_PERSON for who proposed it (who may withdraw it by refusing). CONFLICT where nothing waits, where
 * another note does, or where the return that holds has changed: then it can only be refused.
 */
export function decideNote(ledger: Ledger, election: string, decision: NoteDecision, by: By): Review {
  const { contest, unit, release, digest } = decision;
  const text = release ? decision.reason.trim() : neededText(decision.reason, 'reason');
  return ledger.write(() => {
    const waiting = lastOf(ledger, election, decision);
    if (waiting?.step !== 'proposed' || waiting.note === undefined)
      throw new PollwardenError('CONFLICT', `no note on unit ${unit.slice(0, 80)} waits for a second person`);
    if (waiting.digest !== digest) throw new PollwardenError('CONFLICT', 'another note waits than the one you saw');
    if (release) needSecondPerson(waiting.by, by, 'proposed it');
    const holding = holdingOf(ledger, election, decision);
    if (release && holding !== waiting.holding)
      throw new PollwardenError('CONFLICT', 'the return that holds has changed since; refuse this note and look again');
    const { note } = waiting;
    const common = { contest, unit, digest, by: by.name };
    if (release)
      recordAudit(ledger, {
        event: 'plausibility.noteReleased',
        actor: by.actor,
        subject: election,
        details: { ...common, recipient: note.recipient },
        ...addressOf(by),
      });
    else
      recordAudit(ledger, {
        event: 'plausibility.noteRefused',
        actor: by.actor,
        subject: election,
        details: { ...common, reason: text },
        ...addressOf(by),
      });
    const step = release ? 'released' : 'refused';
    return addReview(ledger, election, { contest, unit, step, text, note, digest, holding, by: by.name });
  });
}

/** The last released note of a unit, for who carries it out. CONFLICT where none was released. Each taking is recorded. */
export function takeNote(ledger: Ledger, election: string, of: UnitName, by: By): Note {
  return ledger.write(() => {
    const released = reviewsOfUnit(ledger, election, of).findLast(({ step }) => step === 'released');
    if (released?.note === undefined)
      throw new PollwardenError('CONFLICT', 'no note on this unit was released by two persons');
    const details = { contest: of.contest, unit: of.unit, digest: released.digest, by: by.name };
    recordAudit(ledger, {
      event: 'plausibility.noteTaken',
      actor: by.actor,
      subject: election,
      details,
      ...addressOf(by),
    });
    return released.note;
  });
}
