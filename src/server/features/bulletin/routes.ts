// The bulletin over HTTP: what was fixed, the words, what is public; fixing it once; building it now.
import { electionOf } from '../../../results/store/elections.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import { fixLog } from './fix.ts';
import type { BulletinRunner } from './runner.ts';
import { bulletinParamsSchema, bulletinSchema, fixBodySchema } from './schemas.ts';
import { bulletinView } from './view.ts';

const tag = 'bulletin';
const params = bulletinParamsSchema;
const mostBodyBytes = 65_536;

export const bulletinRoutes = (space: Space, runner: BulletinRunner): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/bulletin',
    summary: 'What was fixed before polling, the sixteen words, and the newest bulletin',
    tag,
    params,
    response: bulletinSchema,
    handle: ({ params: { election } }) => bulletinView(space, electionOf(space.ledger, election).id, runner),
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/bulletin/opening',
    summary: 'Fix the log of the election, once and for all',
    tag,
    params,
    body: fixBodySchema,
    response: bulletinSchema,
    bodyLimit: mostBodyBytes,
    handle: ({ params: { election }, body }, context) => {
      fixLog(space, electionOf(space.ledger, election).id, body, personOf(context));
      runner.soon(election);
      return bulletinView(space, election, runner);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/bulletin/build',
    summary: 'Build the bulletin now; answers when it stands',
    tag,
    params,
    response: bulletinSchema,
    perMinute: 12,
    handle: async ({ params: { election } }) => {
      await runner.build(electionOf(space.ledger, election).id);
      return bulletinView(space, election, runner);
    },
  }),
];
