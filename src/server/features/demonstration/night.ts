// The demonstration's results night: a generated election whose returns arrive while somebody looks, with faults to find.
import { generateElection } from '../../../generate/returns/election.ts';
import { nightOf, ordinaryNight } from '../../../generate/returns/write.ts';
import type { Definition } from '../../../elections/definition/definition.ts';
import type { NightArrival } from '../../../generate/returns/night.ts';
import type { By } from '../../../results/store/by.ts';
import { decideVersion, findElection, proposeFix, saveDraft } from '../../../results/store/elections.ts';
import { type NewArrival, storeArrivals } from '../../../results/store/returns.ts';
import { reconcileElection, reconcileUnit } from '../../../results/store/unit-states.ts';
import { addReport, pollingReports, setPollingHours } from '../../../results/store/polling-day.ts';
import type { Space } from '../../space.ts';
import { demonstrationDay } from './polling-day.ts';
import { draftDemonstrationRelease } from './release-draft.ts';

export type DemonstrationNight = {
  readonly election: string;
  readonly begin: () => void;
  readonly stop: () => void;
};

const plan = { seed: 4, election: 'lowmere', units: 180, areas: 12, options: 8, candidates: 0 } as const;
/** Of all arrivals, those that are there before anybody looks. */
const shareBefore = 0.55;
const stepMilliseconds = 2500;

const by = (name: string): By => ({ actor: { kind: 'system', id: 'demonstration' }, name });

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

const newArrival = ({ signed, channel }: NightArrival): NewArrival => ({
  signed,
  channel,
  way: channel === 'official' ? 'intake' : channel === 'backup' ? 'qr' : 'text',
  source: { whose: 'generated' },
});

/** The day is kept with the definition, so that a later start goes on with the same night. */
function begun({ ledger, now }: Space): {
  readonly definition: Definition;
  readonly arrivals: readonly NightArrival[];
} {
  const day = findElection(ledger, plan.election)?.day ?? isoDay(now());
  const generated = generateElection({ ...plan, day });
  const { definition } = generated;
  const night = { ...ordinaryNight, seed: plan.seed, channelFaults: 0.06, corrected: 0.3 };
  const { arrivals } = nightOf(generated, night, Date.parse(`${day}T18:00:00Z`));
  if (findElection(ledger, plan.election) !== undefined) return { definition, arrivals };
  ledger.write(() => {
    saveDraft(ledger, definition, by('generator'));
    proposeFix(ledger, plan.election, by('generated chair'));
    decideVersion(ledger, plan.election, true, by('generated deputy'));
    storeArrivals(ledger, arrivals.slice(0, Math.floor(arrivals.length * shareBefore)).map(newArrival), 'generator');
    reconcileElection(ledger, plan.election, by('generator'));
  });
  return { definition, arrivals };
}

/** Stations call once in so many arrivals of returns. */
const arrivalsBetweenReports = 4;

/** What stations still have to tell: closings that are outstanding, one at a time. */
function pollingDay({ ledger, hub }: Space, definition: Definition): () => void {
  const { hours, before, after } = demonstrationDay(definition, ledger.now(), plan.seed);
  const tell = (report: (typeof before)[number]): void => {
    addReport(ledger, plan.election, report, by('generated telephone desk'));
  };
  if (pollingReports(ledger, plan.election).length === 0)
    ledger.write(() => {
      setPollingHours(ledger, plan.election, hours, by('generated secretary'));
      for (const report of before.toSorted((a, b) => a.reportedAt - b.reportedAt)) tell(report);
    });
  const told = new Set(
    pollingReports(ledger, plan.election).flatMap(({ event, unit }) => (event === 'closed' ? unit : [])),
  );
  const waiting = after.filter(({ unit }) => !told.has(unit));
  let turn = 0;
  return () => {
    if (turn++ % arrivalsBetweenReports !== 0) return;
    const report = waiting.shift();
    if (report === undefined) return;
    tell({ ...report, reportedAt: ledger.now() });
    hub.publish({ topic: 'pollingDay', change: 'added', id: plan.election });
  };
}

/** Sets the night up where it is not there, and answers with how it goes on. */
export function demonstrationNight(space: Space): DemonstrationNight {
  const { ledger, hub, log } = space;
  const { arrivals, definition } = begun(space);
  draftDemonstrationRelease(ledger, definition, by('generated secretary'));
  const nextReport = pollingDay(space, definition);
  const count = ledger.db.prepare('SELECT count(*) AS n FROM arrivals WHERE election = ?');
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => clearInterval(timer);
  const next = (): void => {
    nextReport();
    const arrival = arrivals[(count.get(plan.election) as { readonly n: number }).n];
    if (arrival === undefined) return stop();
    ledger.write(() => {
      storeArrivals(ledger, [newArrival(arrival)], 'generator');
      reconcileUnit(ledger, plan.election, arrival.signed.return.contest, arrival.unit, by('generator'));
    });
    hub.publish({ topic: 'returns', change: 'added', id: plan.election });
  };
  const begin = (): void => {
    timer = setInterval(() => {
      try {
        next();
      } catch (error) {
        log.error({ error: String(error) }, 'the night of the demonstration failed');
        stop();
      }
    }, stepMilliseconds);
    timer.unref();
  };
  return { election: plan.election, begin, stop };
}
