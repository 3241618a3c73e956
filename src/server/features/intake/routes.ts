// What came from intake over HTTP: looked at by those who count, read again by operators.
import { definitionOf, electionOf } from '../../../results/store/elections.ts';
import { envelopeCounts, envelopePage, readRefusedAgain } from '../../../results/store/intake-rows.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import type { ReadingJob } from './reading-job.ts';
import {
  intakeParamsSchema,
  intakeQuerySchema,
  intakeReadBodySchema,
  intakeSchema,
  type IntakeView,
} from './schemas.ts';

const tag = 'intake';

type Asked = {
  readonly outcome?: IntakeView['envelopes'][number]['outcome'] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

function viewOf(space: Space, job: ReadingJob | undefined, election: string, asked: Asked): IntakeView {
  const { ledger, config } = space;
  const { id } = electionOf(ledger, election);
  const names = new Map(definitionOf(ledger, id).centres.map((centre) => [centre.id, centre.name]));
  const { added, known, refused, lastReceivedAt, lastReadAt } = envelopeCounts(ledger, id);
  const { items, next } = envelopePage(ledger, id, {
    limit: asked.limit,
    ...(asked.outcome === undefined ? {} : { outcome: asked.outcome }),
    ...(asked.cursor === undefined ? {} : { cursor: asked.cursor }),
  });
  const state = job?.state();
  return {
    reading: job !== undefined,
    pinned: job !== undefined && config.intake?.fingerprint !== undefined,
    added,
    known,
    refused,
    lastReceivedAt: lastReceivedAt ?? null,
    lastReadAt: lastReadAt ?? null,
    lookedAt: state?.lookedAt ?? null,
    missing: state?.missing ?? 0,
    badLines: state?.bad ?? 0,
    unsigned: state?.unsigned ?? 0,
    problem: state?.problem ?? null,
    envelopes: items.map(({ number: _number, election: _election, ...item }) => ({
      ...item,
      centreName: names.get(item.centre) ?? item.centre,
    })),
    ...(next === undefined ? {} : { next }),
    at: ledger.now(),
  };
}

export const intakeRoutes = (space: Space, job: ReadingJob | undefined): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/intake',
    summary: 'Sealed returns from intake: how many were read, the last ones, what was refused and why',
    tag,
    params: intakeParamsSchema,
    query: intakeQuerySchema,
    response: intakeSchema,
    handle: ({ params: { election }, query }) => viewOf(space, job, election, query),
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/intake/reading',
    summary: 'Read the folder of intake now, with refused envelopes once more where asked',
    tag,
    params: intakeParamsSchema,
    body: intakeReadBodySchema,
    response: intakeSchema,
    perMinute: 30,
    handle: async ({ params: { election }, body: { refusedAgain } }, context) => {
      const { id } = electionOf(space.ledger, election);
      if (job === undefined) throw new PollwardenError('CONFLICT', 'this node reads no folder of intake');
      if (refusedAgain) readRefusedAgain(space.ledger, id, personOf(context));
      await job.readNow(refusedAgain);
      return viewOf(space, job, id, { limit: 100 });
    },
  }),
];
