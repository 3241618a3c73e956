// Erasure from a space: the lake through its one writer, then what was made of the rows; and what could not be reached.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dropEvidenceDue, evidenceDueOf, listEvidenceDue } from '../../../lake/evidence-due.ts';
import type { By } from '../../../ledger/audit/entry.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import type { EraseRequest } from '../../../live/contract.ts';
import type { LiveHost } from '../../../live/host.ts';
import { listBackups } from '../../../operations/backup/list.ts';
import { backupFolder } from '../../../operations/spaces.ts';
import { folderOf } from '../operations/keeper.ts';
import type { Space } from '../../space.ts';
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
  const filter =
    'before' in request ? `before ${request.before}` : 'platform' in request ? 'account of one platform' : 'account';
  space.ledger.write(() => recordAudit(space.ledger, { event: 'lake.erasing', ...by, details: { filter } }));
  const erased = await live.ask('erase', request);
  const findingsChanged = await eraseEvidence(space, erased.id);
  const details = { filter, rows: erased.rowsRemoved, rejected: erased.rejectedRemoved, findings: findingsChanged };
  space.ledger.write(() => recordAudit(space.ledger, { event: 'lake.erased', ...by, subject: erased.id, details }));
  dropEvidenceDue(space.folder, erased.id);
  space.hub.publish({ topic: 'lake', change: 'removed', id: erased.id });
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

/** Number of findings that lost something to an erasure of the lake. */
async function eraseEvidence(space: Space, id: string): Promise<number> {
  const due = evidenceDueOf(space.folder, id);
  if (due === undefined) return 0;
  return (await hooks.get(space)?.({ pseudonyms: due.pseudonyms, before: due.before })) ?? 0;
}

/** Erasures that were cut off before the evidence followed, or while it did: called once, at a start. */
export async function finishErasures(space: Space): Promise<void> {
  for (const { id, filter } of listEvidenceDue(space.folder)) {
    const details = { filter, findings: await eraseEvidence(space, id) };
    const actor = { kind: 'system', id: 'erasure' } as const;
    space.ledger.write(() => recordAudit(space.ledger, { event: 'lake.evidenceErased', actor, subject: id, details }));
    dropEvidenceDue(space.folder, id);
  }
}

const mostNamed = 20;

/** Copies are named where they lie here, so that somebody can delete them, or make the next one and delete the others. */
function notReachedIn(space: Space): string[] {
  // The command line puts its backups into the folder that is usual, whatever this server is set to.
  const places = new Set([folderOf(space), backupFolder(space.folder)]);
  const backups = [...places].flatMap((place) => listBackups(place)).map(({ name }) => name);
  const ledgerCopies = namesIn(join(space.folder, 'ledger', 'backups')).filter((name) => name.endsWith('.sqlite'));
  const replaced = namesIn(space.folder).filter((name) => name.startsWith('replaced-'));
  return [
    ...named('backups made before', backups, ['a restore from one of them erases again what is recorded as erased']),
    ...named('what a restore replaced and put aside', replaced),
    ...named('copies of the ledger made before it was brought to a newer form, in ledger/backups', ledgerCopies),
    'backups and exports that were copied elsewhere',
    'a standby, until three more rounds were sent to it',
    'what was exported or sent before, and what people wrote into notes',
    'the source itself: rows that it sends again come back',
    'texts of others that name the account: they are kept as keyed shingles only, which cannot be searched for a name',
    'blocks of deleted files that the disk has not used again',
  ];
}

const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).toSorted() : []);

function named(what: string, names: readonly string[], more: readonly string[] = []): readonly string[] {
  if (names.length === 0) return [];
  const others = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return [[`${what}: ${names.slice(0, mostNamed).join(', ')}${others}`, ...more].join('; ')];
}
