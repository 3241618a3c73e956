// State of the node, checks, backups and restore over HTTP: administrators alone.
import { createReadStream } from 'node:fs';
import { PollwardenError } from '../../../kernel/errors.ts';
import { deleteBackup } from '../../../operations/backup/list.ts';
import { byOf } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import type { Keeper } from './keeper.ts';
import { done, type Parts, partsOf, tag } from './parts.ts';
import { restoreRoutes } from './restore-routes.ts';
import { acceptedSchema, backupParamsSchema, doneSchema, operationsSchema } from './schemas.ts';

export function operationsRoutes(space: Space, keeper: Keeper): readonly AnyRoute[] {
  const parts = partsOf(space);
  return [
    defineRoute({
      method: 'GET',
      url: '/operations',
      summary: 'State of the node: storage, checks, backups, what is under way',
      tag,
      response: operationsSchema,
      handle: () => keeper.state(),
    }),
    defineRoute({
      method: 'POST',
      url: '/operations/checks',
      summary: 'Look for what is wrong (as pollwarden doctor)',
      tag,
      perMinute: 6,
      response: acceptedSchema,
      handle: () => ({ job: keeper.check() }),
    }),
    ...backupRoutes(parts, keeper),
    ...restoreRoutes(parts, keeper),
  ];
}

function backupRoutes({ record }: Parts, keeper: Keeper): readonly AnyRoute[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/operations/backups',
      summary: 'Make a backup of this space',
      tag,
      perMinute: 6,
      response: acceptedSchema,
      handle: (_, context) => ({ job: keeper.backUp('person', byOf(context).actor) }),
    }),
    defineRoute({
      method: 'GET',
      url: '/operations/backups/:name',
      summary: 'Download a backup',
      tag,
      perMinute: 12,
      params: backupParamsSchema,
      response: 'download',
      handle: ({ params }, context) => {
        const { name, path, bytes } = keeper.backup(params.name);
        record({ event: 'backup.downloaded', subject: name, details: { bytes }, ...byOf(context) });
        return { download: name, type: 'application/octet-stream', body: createReadStream(path) };
      },
    }),
    defineRoute({
      method: 'DELETE',
      url: '/operations/backups/:name',
      summary: 'Delete a backup',
      tag,
      params: backupParamsSchema,
      response: doneSchema,
      handle: ({ params }, context) => {
        const { name, path } = keeper.backup(params.name);
        if (keeper.busy()) throw new PollwardenError('CONFLICT', 'a job is under way');
        deleteBackup(path);
        record({ event: 'backup.deleted', subject: name, ...byOf(context) });
        return done;
      },
    }),
  ];
}
