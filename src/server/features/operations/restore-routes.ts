// Restore over HTTP: put ready, discarded, or begun by a restart.
import { PollwardenError } from '../../../kernel/errors.ts';
import { readPlan, withdrawRestore } from '../../../operations/restore/plan.ts';
import { askRestart, canRestart } from '../../restart.ts';
import { byOf, personIn } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Keeper } from './keeper.ts';
import { done, type Parts, tag } from './parts.ts';
import { acceptedSchema, doneSchema, restoreBodySchema } from './schemas.ts';

export function restoreRoutes({ space, record }: Parts, keeper: Keeper): readonly AnyRoute[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/operations/restore',
      summary: 'Verify a backup and put it ready; a backup of what is there is made before',
      tag,
      perMinute: 6,
      body: restoreBodySchema,
      response: acceptedSchema,
      handle: ({ body }, context) => {
        if (body.confirmation !== body.name) {
          throw new PollwardenError('INPUT_INVALID', 'the confirmation is not the name of the backup');
        }
        return { job: keeper.restore(body.name, personIn(context)) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      url: '/operations/restore',
      summary: 'Discard a restore that is put ready',
      tag,
      response: doneSchema,
      handle: (_, context) => {
        const backup = readPlan(space.folder)?.backup;
        if (backup === undefined) throw new PollwardenError('NOT_FOUND', 'no restore is put ready');
        withdrawRestore(space.folder);
        record({ event: 'restore.withdrawn', subject: backup, ...byOf(context) });
        return done;
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/operations/restart',
      summary: 'Start the server again, with the restore that is put ready',
      tag,
      perMinute: 2,
      response: doneSchema,
      handle: (_, context) => {
        if (!canRestart() || space.name !== 'real') throw new PollwardenError('FORBIDDEN', 'not from here');
        record({ event: 'server.restartAsked', ...byOf(context) });
        askRestart();
        return done;
      },
    }),
  ];
}
