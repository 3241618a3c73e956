// Erasure from a space: the lake through its one writer, then what was made of the rows; and what could not be reached.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { EraseRequest } from '../../../live/contract.ts';
import type { LiveHost } from '../../../live/host.ts';
import type { Space } from '../../space.ts';
import type { By } from '../sources/store.ts';
import type { ErasureAnswer, ErasureRequest } from './schemas.ts';

/** What was erased, for those who made something of it. `before`: ISO day, exclusive. */
export type ErasedEvidence = { readonly pseudonyms: readonly string[]; readonly before: string | undefined };

/** Takes it out of what it keeps; answers with the number of findings that lost something. */
export type EraseEvidence = (erased: ErasedEvidence) => number | Promise<number>;

const hooks = new WeakMap<Space, EraseEvidence>();

/** Says who keeps evidence of the lake's rows in this space: called after the rows are gone, before the answer. */
export const eraseFromFindings = (space: Space, erase: EraseEvidence): void => {
  hooks.set(space, erase);
};

const requestOf = (body: ErasureRequest): EraseRequest =>
  'before' in body
    ? { before: body.before }
    : { account: body.account, ...(body.platform === undefined ? {} : { platform: body.platform }) };

/** USAGE for a platform that the lake has nothing of; LAKE_LOCKED while a command writes to the lake. */
export async function eraseInSpace(space: Space, live: LiveHost, body: ErasureRequest, by: By): Promise<ErasureAnswer> {
  const request = requestOf(body);
  const notReached = notReachedIn(space);
  if (!body.confirm) {
    const preview = await live.ask('preview', request);
    const none = { rejectedUnopened: 0, segmentsRewritten: 0, findingsChanged: 0 };
    return { confirmed: false, ...preview, ...none, notReached };
  }
  const erased = await live.ask('erase', request);
  const before = 'before' in request ? request.before : undefined;
  const findingsChanged = (await hooks.get(space)?.({ pseudonyms: erased.pseudonyms, before })) ?? 0;
  const filter =
    before === undefined
      ? body.confirm && 'platform' in request
        ? 'account of one platform'
        : 'account'
      : `before ${before}`;
  const details = { filter, rows: erased.rowsRemoved, rejected: erased.rejectedRemoved, findings: findingsChanged };
  const subject = `erasure-${randomBytes(8).toString('hex')}`;
  space.ledger.write(() => recordAudit(space.ledger, { event: 'lake.erased', ...by, subject, details }));
  space.hub.publish({ topic: 'lake', change: 'removed', id: subject });
  return {
    confirmed: true,
    rows: erased.rowsRemoved,
    ownPosts: erased.ownPosts,
    rejected: erased.rejectedRemoved,
    rejectedUnopened: erased.rejectedUnopened,
    segmentsRewritten: erased.segmentsRewritten,
    findingsChanged,
    notReached,
  };
}

const mostNamed = 20;

/** Backups are named, so that somebody can delete them, or make the next one and delete the others. */
function notReachedIn({ folder, config }: Space): string[] {
  const places = [config.backups.folder ?? join(folder, 'backups')];
  const names = places
    .flatMap((place) => (existsSync(place) ? readdirSync(place) : []))
    .filter((n) => !n.startsWith('.'));
  const shown = names.slice(-mostNamed).join(', ');
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return [
    names.length === 0
      ? 'backups that were copied elsewhere; none lies in the folder of backups'
      : `backups made before: ${shown}${more}; a restore from one of them erases again what is recorded as erased`,
    'what was exported or sent before, and what people wrote into notes',
    'the source itself: rows that it sends again come back',
    'texts of others that name the account: they are kept as keyed shingles only, which cannot be searched for a name',
    'blocks of deleted files that the disk has not used again',
  ];
}
