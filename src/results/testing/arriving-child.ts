// For a test that kills it: takes the returns of a generated night in one by one, decides some conflicts, and says what it
// acknowledged. Its clock jumps back and forth.
import { writeSync } from 'node:fs';
import { generateElection } from '../../generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../../generate/returns/write.ts';
import { openLedger } from '../../ledger/ledger.ts';
import { decideUnit } from '../store/decide-unit.ts';
import type { By } from '../store/by.ts';
import { findElection, saveDraft } from '../store/elections.ts';
import { storeArrivals } from '../store/returns.ts';
import { reconcileUnit, unitRows } from '../store/unit-states.ts';

const by: By = { actor: { kind: 'operator' }, name: 'storm' };
let ticks = 0;
// An hour back at every third reading, a day ahead at every fifth.
const clock = (): number => {
  ticks++;
  const jump = ticks % 3 === 0 ? -3_600_000 : ticks % 5 === 0 ? 86_400_000 : 0;
  return Date.UTC(2026, 5, 7, 20) + ticks * 1000 + jump;
};
const ledger = openLedger(process.argv[2], clock);
const generated = generateElection({
  seed: 6,
  election: 'storm',
  day: '2026-06-07',
  units: 150,
  areas: 5,
  options: 6,
  candidates: 0,
});
const night = nightOf(
  generated,
  { ...ordinaryNight, seed: 6, channelFaults: 0.25 },
  Date.parse('2026-06-07T18:00:00Z'),
);
if (findElection(ledger, 'storm') === undefined) saveDraft(ledger, generated.definition, by);
const { n } = ledger.db.prepare('SELECT count(*) AS n FROM arrivals').get() as { readonly n: number };
for (const [i, { signed, channel, unit }] of night.arrivals.entries()) {
  if (i < n) continue;
  ledger.write(() => {
    storeArrivals(ledger, [{ signed, channel, way: 'import', source: { row: i + 1 } }], by.name);
    reconcileUnit(ledger, 'storm', signed.return.contest, unit, by);
  });
  writeSync(1, `arrival ${i}\n`);
  const conflict = unitRows(ledger, 'storm').find((row) => row.unit === unit && row.state === 'conflicting');
  if (conflict?.holding === undefined || i % 2 === 0) continue;
  decideUnit(
    ledger,
    'storm',
    { contest: conflict.contest, unit, hash: conflict.holding, ground: 'the paper was looked at' },
    by,
  );
  writeSync(1, `decided ${unit}\n`);
}
writeSync(1, 'done\n');
ledger.close();
