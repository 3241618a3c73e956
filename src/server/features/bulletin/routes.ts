// The bulletin over HTTP: what was fixed, the words, what is public; fixing it once; building it now.
import { electionOf } from '../../../results/store/elections.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import { fixLog } from './fix.ts';
import type { BulletinRunner } from './runner.ts';
import { bulletinParamsSchema, bulletinSchema, fixBodySchema } from './schemas.ts';
import { bulletinViews } from './view.ts';

const tag = 'bulletin';
const params = bulletinParamsSchema;
const mostBodyBytes = 65_536;

export function bulletinRoutes(space: Space, runner: BulletinRunner): readonly AnyRoute[] {
  const view = bulletinViews(space, runner);
  return [
    defineRoute({
      method: 'GET',
      url: '/elections/:election/bulletin',
      summary: 'What was fixed before polling, the sixteen words, and the newest bulletin',
      tag,
      params,
      response: bulletinSchema,
      handle: async ({ params: { election } }) => await view(electionOf(space.ledger, election).id),
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
      handle: async ({ params: { election }, body }, context) => {
        await fixLog(space, electionOf(space.ledger, election).id, body, personOf(context));
        runner.soon(election);
        return await view(election);
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
        return await view(election);
      },
    }),
  ];
}
