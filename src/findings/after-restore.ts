// After a restore: what was erased from findings since the backup goes from the restored findings too. No erasure keeps
// the account it was of; but the ledger that is replaced says which findings lost something, and no longer has it.
import { auditLength, lastCommonEntry } from '../ledger/audit/common.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { eraseFromFinding, namesInObject } from './erase.ts';
import { type Evidence, unpackEvidence } from './evidence.ts';
import { findingById } from './store.ts';

const actor = { kind: 'system', id: 'restore' } as const;
const pseudonym = /^(?:acc|pst|obj|med|val)_/;

/** Runs within `ledger.write`. Answers with nothing to be told: it cannot tell what `former` never had. */
export function carryOverErasures(ledger: Ledger, former: Ledger): readonly string[] {
  const common = lastCommonEntry(ledger, former);
  if (common === auditLength(former)) return [];
  const erased = former.db
    .prepare("SELECT DISTINCT subject FROM audit WHERE event = 'finding.erased' AND sequence > ?")
    .all(common);
  ledger.db.exec('PRAGMA secure_delete=ON');
  for (const { subject } of erased) {
    const [restored, left] = [findingById(ledger, String(subject)), findingById(former, String(subject))];
    if (restored === undefined || left === undefined) continue;
    const kept = namesOf(former, left.row);
    // A member who left the group later goes as well: that it was not erased cannot be told.
    const names = new Set([...namesOf(ledger, restored.row)].filter((name) => !kept.has(name)));
    eraseFromFinding(ledger, restored.row, { names, before: Number.NEGATIVE_INFINITY }, actor);
  }
  return [];
}

/** In all its evidence that is kept. */
function namesOf({ db }: Ledger, row: number): ReadonlySet<string> {
  const kept = db.prepare('SELECT evidence FROM finding_revisions WHERE finding = ? AND evidence IS NOT NULL').all(row);
  return new Set(kept.flatMap(({ evidence }) => namesIn(unpackEvidence(evidence as Uint8Array))));
}

const namesIn = ({ members, objects }: Evidence): readonly string[] => [
  ...members.map(({ account }) => account),
  ...objects.flatMap(({ object, posts }) => [
    ...namesInObject(object).filter((part) => pseudonym.test(part)),
    ...posts.flatMap(({ account, post }) => [account, post]),
  ]),
];
