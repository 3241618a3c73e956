// Opens the finding of a conflict, revises it when other returns come, and closes it once it is settled.
import { phaseAt } from '../../elections/calendar.ts';
import type { Actor } from '../../ledger/audit/entry.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { readCalendar } from '../../ledger/watchlists.ts';
import { addFinding, findingById, lapseFinding, reviseFinding } from '../store.ts';
import type { ConflictEnd, ReturnsConflict } from './conflict.ts';
import { conflictId, draftOfConflict } from './draft.ts';

const theDetector: Actor = { kind: 'system', id: 'detector' };

export type AppliedConflict = { readonly id: string; readonly change: 'added' | 'changed' };

/** `known`: the finding that the unit has already. Answers with the finding of this conflict, a new one after an end. */
export function openConflict(ledger: Ledger, conflict: ReturnsConflict, known: string): AppliedConflict {
  return ledger.write(() => {
    const phase = phaseAt(readCalendar(ledger).elections, conflict.lastAt)?.phase;
    const stored = known === '' ? undefined : findingById(ledger, known);
    if (stored !== undefined && stored.finding.standing !== 'lapsed') {
      reviseFinding(ledger, stored, draftOfConflict(conflict, { id: known, phase }), theDetector);
      return { id: known, change: 'changed' };
    }
    let episode = 0;
    while (findingById(ledger, conflictId(conflict, episode)) !== undefined) episode++;
    const id = conflictId(conflict, episode);
    addFinding(ledger, draftOfConflict(conflict, { id, phase }), theDetector);
    return { id, change: 'added' };
  });
}

/** What people made of it stays as it is. False where there is nothing to close. */
export function closeConflict(ledger: Ledger, id: string, conflict: ReturnsConflict, end: ConflictEnd): boolean {
  return ledger.write(() => {
    const stored = findingById(ledger, id);
    if (stored === undefined || stored.finding.standing === 'lapsed') return false;
    const draft = draftOfConflict(conflict, { id, phase: stored.finding.phase, end });
    const { severity, title, lastSeen } = stored.finding;
    // How bad it was stays; how it ended is added.
    reviseFinding(ledger, stored, { ...draft, severity, title, lastSeen }, theDetector);
    const closed = findingById(ledger, id);
    if (closed !== undefined) lapseFinding(ledger, closed, theDetector);
    return true;
  });
}
