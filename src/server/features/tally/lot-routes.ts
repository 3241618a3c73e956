// Lots for seats over HTTP: one person records what was drawn, another confirms it.
import type { Ledger } from '../../../ledger/ledger.ts';
import { samePerson } from '../../../results/store/by.ts';
import {
  decideLot,
  lotBasis,
  lotsInForce,
  type RecordedLot,
  recordedLots,
  recordLot,
  seatsWithLots,
} from '../../../results/store/lots.ts';
import { seatsRequest } from '../../../results/seats/from-tally.ts';
import type { ElectionTally } from '../../../results/store/tally.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import type { TallyOf } from './routes.ts';
import { lotBodySchema, lotsQuerySchema, lotsSchema, type LotView, tallyParamsSchema } from './schemas.ts';
import { contestOf, ruleOf } from './view.ts';

/** What lots of each contest have to be for, to count now. */
function basesOf({ definition, tallies }: ElectionTally): ReadonlyMap<string, string> {
  return new Map(
    definition.contests.flatMap((contest, i) =>
      contest.seats === undefined
        ? []
        : [[contest.id, lotBasis(seatsRequest(definition, contest, tallies[i], { rule: contest.seats }))] as const],
    ),
  );
}

function viewOf(
  lot: RecordedLot,
  { definition }: ElectionTally,
  bases: ReadonlyMap<string, string>,
  me: string,
): LotView {
  const contest = definition.contests.find(({ id }) => id === lot.contest);
  const named = (option: string): { option: string; name: string } => ({
    option,
    name: contest?.options.find(({ id }) => id === option)?.name ?? option,
  });
  const { basis, among, drawn, decidedBy, decidedAt, ...shown } = lot;
  return {
    ...shown,
    contestName: contest?.name ?? lot.contest,
    among: among.map(named),
    drawn: drawn.map(named),
    applies: bases.get(lot.contest) === basis,
    decidedBy: decidedBy ?? null,
    decidedAt: decidedAt ?? null,
    mine: samePerson(lot.recordedBy, me),
  };
}

function listOf(ledger: Ledger, election: string, tally: ElectionTally, me: string): { items: LotView[] } {
  const bases = basesOf(tally);
  return { items: recordedLots(ledger, election).map((lot) => viewOf(lot, tally, bases, me)) };
}

export const lotRoutes = ({ ledger, hub }: Space, tallyOf: TallyOf): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/lots',
    summary: 'Lots that were drawn for seats',
    tag: 'tally',
    params: tallyParamsSchema,
    query: lotsQuerySchema,
    response: lotsSchema,
    handle: ({ params: { election }, query: { confirmedOnly } }, context) =>
      listOf(ledger, election, tallyOf(election, confirmedOnly === 'yes'), personOf(context).name),
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/lots',
    summary: 'Record a lot that was drawn, or confirm the one that another person recorded',
    tag: 'tally',
    params: tallyParamsSchema,
    body: lotBodySchema,
    response: lotsSchema,
    handle: ({ params: { election }, body }, context) => {
      const by = personOf(context);
      const tally = tallyOf(election, body.step === 'record' && body.confirmedOnly);
      if (body.step === 'decide') decideLot(ledger, election, body, by);
      else {
        const chosen = contestOf(tally, body.contest);
        const rule = ruleOf(chosen.contest, { method: undefined, seats: undefined });
        const now = seatsWithLots({ ...chosen, definition: tally.definition, rule }, lotsInForce(ledger, election));
        recordLot(ledger, election, { ...body, step: body.atStep }, now, by);
      }
      hub.publish({ topic: 'elections', change: 'changed', id: election });
      return listOf(ledger, election, tally, by.name);
    },
  }),
];
