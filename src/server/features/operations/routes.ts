// State of the node, checks, backups and restore over HTTP: administrators alone.
import { createReadStream } from 'node:fs';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { AuditEntry } from '../../../ledger/audit/entry.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import { deleteBackup } from '../../../operations/backup/list.ts';
import { readPlan, withdrawRestore } from '../../../operations/restore/plan.ts';
import { askRestart, canRestart } from '../../restart.ts';
import { type AnyRoute, defineRoute, type RouteContext } from '../../route.ts';
import type { Space } from '../../space.ts';
import type { Keeper } from './keeper.ts';
import { acceptedSchema, backupParamsSchema, doneSchema, operationsSchema, restoreBodySchema } from './schemas.ts';

const tag = 'operations';
const done = { done: true as const };

const personOf = ({ session }: RouteContext): string => {
  if (session === undefined) throw new PollwardenError('NOT_SIGNED_IN');
  return session.personId;
};

export function operationsRoutes(space: Space, keeper: Keeper): readonly AnyRoute[] {
  const { ledger, folder, hub } = space;
  const record = (entry: AuditEntry): void => {
    ledger.write(() => recordAudit(ledger, entry));
    hub.publish({ topic: 'operations', change: 'changed' });
  };
  const by = (context: RouteContext) => ({
    actor: { kind: 'person' as const, id: personOf(context) },
    address: context.address,
  });
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
    defineRoute({
      method: 'POST',
      url: '/operations/backups',
      summary: 'Make a backup of this space',
      tag,
      perMinute: 6,
      response: acceptedSchema,
      handle: (_, context) => ({ job: keeper.backUp('person', by(context).actor) }),
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
        record({ event: 'backup.downloaded', subject: name, details: { bytes }, ...by(context) });
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
        record({ event: 'backup.deleted', subject: name, ...by(context) });
        return done;
      },
    }),
    ...restoreRoutes(),
  ];

  function restoreRoutes(): readonly AnyRoute[] {
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
          return { job: keeper.restore(body.name, personOf(context)) };
        },
      }),
      defineRoute({
        method: 'DELETE',
        url: '/operations/restore',
        summary: 'Discard a restore that is put ready',
        tag,
        response: doneSchema,
        handle: (_, context) => {
          const backup = readPlan(folder)?.backup;
          if (backup === undefined) throw new PollwardenError('NOT_FOUND', 'no restore is put ready');
          withdrawRestore(folder);
          record({ event: 'restore.withdrawn', subject: backup, ...by(context) });
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
          record({ event: 'server.restartAsked', ...by(context) });
          askRestart();
          return done;
        },
      }),
    ];
  }
}
