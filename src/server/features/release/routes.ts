// The release over HTTP: policy, approval, start, hold, resumption. Two persons for all but the hold.
import { PollwardenError } from '../../../kernel/errors.ts';
import { readMachineClock } from '../../../kernel/machine-clock.ts';
import { clockToleranceMilliseconds } from '../../../results/release/clock.ts';
import { electionOf } from '../../../results/store/elections.ts';
import { sayClock } from '../../../results/store/release-clock.ts';
import { draftPolicy, releaseState, stepOf, takeStep } from '../../../results/store/release-steps.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import type { ReleaseRunner } from './runner.ts';
import {
  clockBodySchema,
  holdBodySchema,
  policyBodySchema,
  previewSchema,
  recordsQuerySchema,
  recordsSchema,
  type ReleaseAnswer,
  releaseParamsSchema,
  releaseSchema,
  stepBodySchema,
} from './schemas.ts';
import { previewView, recordsView, releaseView } from './view.ts';

const tag = 'release';
const params = releaseParamsSchema;
const mostPolicyBytes = 262_144;

type Answer = (election: string, context: RouteContext) => ReleaseAnswer;

const readRoutes = (space: Space, answer: Answer): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/release',
    summary: 'The release: state, policy, clock, who did what, what went out',
    tag,
    params,
    response: releaseSchema,
    handle: ({ params: { election } }, context) => answer(electionOf(space.ledger, election).id, context),
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/release/preview',
    summary: 'What would go out now, who receives it, what is withheld and why',
    tag,
    params,
    response: previewSchema,
    handle: ({ params: { election } }) => previewView(space, election),
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/release/records',
    summary: 'What was released, in order',
    tag,
    params,
    query: recordsQuerySchema,
    response: recordsSchema,
    handle: ({ params: { election }, query: { from, limit } }) =>
      recordsView(space, electionOf(space.ledger, election).id, from, limit),
  }),
];

const urls = { approve: 'approval', start: 'start', resume: 'resumption' } as const;
const summaries = {
  approve: 'Approve the policy: one person proposes, another approves',
  start: 'Start the release: one person proposes, another starts; both say that the clock is right',
  resume: 'Resume what is held: one person proposes, another resumes; both say that the clock is right',
} as const;

function stepRoute({ ledger, hub, now }: Space, what: keyof typeof urls, answer: Answer): AnyRoute {
  return defineRoute({
    method: 'POST',
    url: `/elections/:election/release/${urls[what]}`,
    summary: summaries[what],
    tag,
    params,
    body: stepBodySchema,
    response: releaseSchema,
    handle: ({ params: { election }, body: { hash, agree, reason } }, context) => {
      const step = stepOf(what, releaseState(ledger, election), agree);
      takeStep(ledger, election, step, personOf(context), { reason, hash, reading: readMachineClock(now) });
      hub.publish({ topic: 'release', change: 'added', id: election });
      return answer(election, context);
    },
  });
}

const changeRoutes = (space: Space, answer: Answer): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/elections/:election/release/policies',
    summary: 'Draft a policy; what was approved before no longer is',
    tag,
    params,
    body: policyBodySchema,
    response: releaseSchema,
    bodyLimit: mostPolicyBytes,
    handle: ({ params: { election }, body: { policy } }, context) => {
      draftPolicy(space.ledger, election, policy, personOf(context));
      space.hub.publish({ topic: 'release', change: 'added', id: election });
      return answer(election, context);
    },
  }),
  stepRoute(space, 'approve', answer),
  stepRoute(space, 'start', answer),
  stepRoute(space, 'resume', answer),
  holdRoute(space, answer),
  clockRoute(space, answer),
];

const holdRoute = ({ ledger, hub }: Space, answer: Answer): AnyRoute =>
  defineRoute({
    method: 'POST',
    url: '/elections/:election/release/hold',
    summary: 'Hold the release at once: any one person',
    tag,
    params,
    body: holdBodySchema,
    response: releaseSchema,
    handle: ({ params: { election }, body: { reason } }, context) => {
      takeStep(ledger, election, 'hold', personOf(context), { reason });
      hub.publish({ topic: 'release', change: 'added', id: election });
      return answer(election, context);
    },
  });

const clockRoute = ({ ledger, hub, now }: Space, answer: Answer): AnyRoute =>
  defineRoute({
    method: 'POST',
    url: '/elections/:election/release/clock',
    summary: 'Say that the clock is right: two persons, after it fell into doubt',
    tag,
    params,
    body: clockBodySchema,
    response: releaseSchema,
    handle: ({ params: { election }, body: { seen } }, context) => {
      electionOf(ledger, election);
      const reading = readMachineClock(now);
      // Whoever looks at a page takes minutes; a clock that jumped takes more, or went back.
      const since = reading.wall - seen;
      if (since < -clockToleranceMilliseconds || since > mostLookMilliseconds)
        throw new PollwardenError('CONFLICT', 'the clock shows another time than the page did; look at it again');
      sayClock(ledger, election, reading, personOf(context));
      hub.publish({ topic: 'release', change: 'added', id: election });
      return answer(election, context);
    },
  });

const mostLookMilliseconds = 300_000;

export function releaseRoutes(space: Space, runner: ReleaseRunner): readonly AnyRoute[] {
  const answer: Answer = (election, context) =>
    releaseView(space, election, personOf(context).name, runner.problem(election));
  return [...readRoutes(space, answer), ...changeRoutes(space, answer)];
}
