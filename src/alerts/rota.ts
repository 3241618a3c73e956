// The duty rota in the ledger: one plan, whose version goes up with every change.
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { PollwardenError } from '../kernel/errors.ts';
import { peopleToTell } from './people.ts';
import { checkPlan, emptyPlan, type RotaPlan } from './rota-plan.ts';
import { checkRuleQuery } from './rule.ts';

export type Rota = {
  readonly plan: RotaPlan;
  readonly version: number;
  readonly changedAt: number | null;
  readonly changedBy: string | null;
};

export function readRota(ledger: Ledger): Rota {
  const row = ledger.db.prepare('SELECT plan, version, changed_at, changed_by FROM alert_rota WHERE id = 1').get() as
    | { readonly plan: string; readonly version: number; readonly changed_at: number; readonly changed_by: string }
    | undefined;
  if (row === undefined) return { plan: emptyPlan, version: 0, changedAt: null, changedBy: null };
  const plan = JSON.parse(row.plan) as RotaPlan;
  return { plan, version: row.version, changedAt: row.changed_at, changedBy: row.changed_by };
}

/** CONFLICT where it changed since `version`; INPUT_INVALID with the place. Overrides that are long over are dropped. */
export function saveRota(ledger: Ledger, plan: RotaPlan, version: number, personId: string): void {
  checkPlan(plan);
  checkRuleQuery(plan.rule.q);
  ledger.write(() => {
    const before = readRota(ledger);
    if (before.version !== version) throw new PollwardenError('CONFLICT', 'the rota was changed by somebody else');
    checkPeople(ledger, plan);
    const kept = { ...plan, overrides: plan.overrides.filter(({ to }) => to > ledger.now() - keepOverMs) };
    ledger.db
      .prepare(
        `INSERT INTO alert_rota (id, plan, version, changed_at, changed_by) VALUES (1, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET plan = excluded.plan, version = excluded.version,
           changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
      )
      .run(JSON.stringify(kept), version + 1, ledger.now(), personId);
    recordAudit(ledger, {
      event: 'rota.changed',
      actor: { kind: 'person', id: personId },
      details: {
        version: version + 1,
        enabled: plan.enabled,
        shifts: plan.shifts.filter(({ first }) => first !== null).length,
        overrides: kept.overrides.length,
      },
    });
  });
}

const keepOverMs = 90 * 86_400_000;

function checkPeople(ledger: Ledger, plan: RotaPlan): void {
  const known = new Set(peopleToTell(ledger).map(({ id }) => id));
  const named = [...plan.shifts, ...plan.overrides].flatMap(({ first, second }) => [first, second]);
  // Somebody restricted since may stand in a shift: it counts as a gap, and the rest can still be changed.
  const before = readRota(ledger).plan;
  for (const { first, second } of [...before.shifts, ...before.overrides]) {
    if (first !== null) known.add(first);
    if (second !== null) known.add(second);
  }
  if (named.some((id) => id !== null && !known.has(id))) {
    throw new PollwardenError('INPUT_INVALID', 'shifts: names a person who cannot be told of findings');
  }
}
