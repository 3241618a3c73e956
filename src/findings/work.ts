// What people do with a finding: examine and decide, assign, note. Never done by a detector.
import { randomUUID } from 'node:crypto';
import { PollwardenError } from '../kernel/errors.ts';
import type { By } from '../ledger/audit/entry.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { FindingState } from './finding.ts';
import { needsReason, nextStates } from './states.ts';
import { findingById, type Stored } from './store.ts';

/** A person, or the operator at the machine. `address` of the client, for the audit trail. */
export type Note = {
  readonly id: string;
  readonly kind: 'note' | 'state' | 'assignment';
  readonly at: number;
  /** Id of the person; empty for the operator. */
  readonly by: string;
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
};

export function mustFind(ledger: Ledger, id: string): Stored {
  const found = findingById(ledger, id);
  if (found === undefined) throw new PollwardenError('NOT_FOUND', 'finding');
  return found;
}

export type StateChange = {
  readonly to: FindingState;
  readonly reason: string;
  /** The state that the person saw. */
  readonly expected?: FindingState;
};

/** CONFLICT where the state is not the one that was seen, or does not lead there; INPUT_INVALID without a reason. */
export function setState(ledger: Ledger, id: string, { to, reason, expected }: StateChange, by: By): void {
  ledger.write(() => {
    const { row, finding } = mustFind(ledger, id);
    const from = finding.state;
    if (expected !== undefined && expected !== from)
      throw new PollwardenError('CONFLICT', `the state is ${from} by now`);
    if (from === to) return;
    if (!nextStates[from].includes(to))
      throw new PollwardenError('CONFLICT', `from ${from} a finding cannot become ${to}`);
    if (reason === '' && needsReason(from, to))
      throw new PollwardenError('INPUT_INVALID', 'reason: a decision needs one');
    ledger.db
      .prepare('UPDATE findings SET state = ?, updated_at = ? WHERE row = ?')
      .run(to, Math.trunc(ledger.now()), row);
    addNote(ledger, row, { kind: 'state', text: reason, from, to }, by);
    recordAudit(ledger, { event: 'finding.stateChanged', ...by, subject: id, details: { from, to, reason } });
  });
}

/** Undefined gives it back. Whether the person exists is for the caller to know. */
export function assign(ledger: Ledger, id: string, personId: string | undefined, by: By): void {
  ledger.write(() => {
    const { row, finding } = mustFind(ledger, id);
    const from = finding.assignedTo;
    if (from === personId) return;
    ledger.db
      .prepare('UPDATE findings SET assigned_to = ?, updated_at = ? WHERE row = ?')
      .run(personId ?? '', Math.trunc(ledger.now()), row);
    addNote(ledger, row, { kind: 'assignment', text: '', from: from ?? null, to: personId ?? null }, by);
    const details = { from: from ?? '', to: personId ?? '' };
    recordAudit(ledger, { event: 'finding.assigned', ...by, subject: id, details });
  });
}

export function noteOn(ledger: Ledger, id: string, text: string, by: By): Note {
  return ledger.write(() => {
    const { row } = mustFind(ledger, id);
    const note = addNote(ledger, row, { kind: 'note', text, from: null, to: null }, by);
    ledger.db
      .prepare('UPDATE findings SET notes = notes + 1, updated_at = ? WHERE row = ?')
      .run(Math.trunc(ledger.now()), row);
    recordAudit(ledger, { event: 'finding.noted', ...by, subject: id, details: { note: note.id } });
    return note;
  });
}

function addNote(ledger: Ledger, row: number, part: Pick<Note, 'kind' | 'text' | 'from' | 'to'>, { actor }: By): Note {
  const by = actor.kind === 'operator' ? '' : actor.id;
  const text = part.text.toWellFormed();
  const note: Note = { ...part, text, id: `note_${randomUUID()}`, at: Math.trunc(ledger.now()), by };
  ledger.db
    .prepare('INSERT INTO finding_notes VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(note.id, row, note.kind, note.at, by, text, note.from, note.to);
  return note;
}
