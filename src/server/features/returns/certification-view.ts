// What the page of certification shows: contests, what is open in each, what waits for its second person, what was done.
import type { Ledger } from '../../../ledger/ledger.ts';
import { certificationsOf, holdingDigest } from '../../../results/store/certify.ts';
import { samePerson } from '../../../results/store/by.ts';
import { keptReconciler } from '../../../results/store/reconciler.ts';
import { certifiedContests } from '../../../results/store/unit-persons.ts';
import { noStates, type UnitRow, unitRows } from '../../../results/store/unit-rows.ts';
import type { Certification } from '../../../results/store/certify.ts';
import type { CertificationsView } from './schemas.ts';
import { certificationView } from './view.ts';

type Contest = CertificationsView['contests'][number];

const mostOpen = 500;
const isOpen = ({ state }: UnitRow): boolean => state === 'awaited' || state === 'conflicting';
const actView = (one: Certification): Contest['history'][number] => ({
  ...certificationView(one),
  exceptions: one.exceptions,
});

function statesOf(rows: readonly UnitRow[]): Contest['states'] {
  const states = { ...noStates };
  for (const { state } of rows) states[state]++;
  return states;
}

/** `me`: who asks, as the record names them. NOT_FOUND. */
export function certificationsView(ledger: Ledger, election: string, me: string): CertificationsView {
  const { definition } = keptReconciler(ledger, election);
  const byContest = Map.groupBy(unitRows(ledger, election), ({ contest }) => contest);
  const acts = certificationsOf(ledger, election);
  const certified = certifiedContests(ledger, election);
  const contests = definition.contests.map(({ id, name }): Contest => {
    const rows = byContest.get(id) ?? [];
    const open = rows.filter(isOpen);
    const own = acts.filter(({ contest }) => contest === id);
    const waiting = own.find(({ state }) => state === 'proposed');
    const digest = holdingDigest(rows);
    return {
      contest: id,
      name,
      certified: certified.has(id),
      units: rows.length,
      states: statesOf(rows),
      digest,
      open: open.slice(0, mostOpen).map((one) => ({ unit: one.unit, name: one.name, state: one.state })),
      allOpen: open.length,
      waiting:
        waiting === undefined
          ? null
          : {
              ...actView(waiting),
              mine: samePerson(waiting.proposedBy, me),
              current: waiting.digest === digest,
            },
      history: own.filter(({ state }) => state !== 'proposed').map(actView),
    };
  });
  return { election, name: definition.name, contests, at: ledger.now() };
}
