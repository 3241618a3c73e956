// The audit trail against the heads of it that a transparency log holds: which part of it nobody changed since, and where
// it does not fit.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Checked } from '../../tlog/fault.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { isKeeperFolder, keeperPolicy, publicFolderOf } from '../../tlog/files/keeper.ts';
import { folderSource, type LogSource } from '../../tlog/files/read.ts';
import { verifyLog } from '../../tlog/files/verify.ts';
import { treeHasher } from '../../tlog/hash.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../../tlog/open.ts';
import type { Policy } from '../../tlog/policy.ts';
import type { Ledger } from '../ledger.ts';
import { type Anchor, auditLogFolder, parseAnchor } from './anchor.ts';
import type { Verification } from './verify.ts';

/** Where the trail does not fit: `first` to `last` are its entries in question, both included. */
export type AnchorBreak = {
  readonly first: number;
  readonly last: number;
  readonly reason: 'changed' | 'cut';
  /** What says so: the number of the entry in the transparency log. */
  readonly logEntry: number;
  /** The entry of the trail that says that a backup took the place of these entries; anybody who writes entries may say so. */
  readonly restore?: number;
};

export type AnchorCheck = {
  readonly origin: string;
  /** Heads in the log. */
  readonly anchors: number;
  /** The newest entry of the trail whose head is in the log and fits; 0 where none does. */
  readonly covered: number;
  /** Entries of the trail after it. */
  readonly after: number;
  readonly witnesses: OpenedCheckpoint['witnesses'];
  readonly broken?: AnchorBreak;
};

/** The whole log, checked, and the heads in it in their order. */
async function anchorsIn(
  source: LogSource,
  policy: Policy,
): Promise<Checked<{ readonly opened: OpenedCheckpoint; readonly anchors: readonly Anchor[] }>> {
  const opened = await openCheckpoint(await source.checkpoint(), policy, nodeCrypto);
  if (!opened.ok) return opened;
  const anchors: Anchor[] = [];
  const whole = await verifyLog(treeHasher(nodeCrypto.sha256), opened.value.checkpoint, {
    read: source.read,
    entry: (bytes) => {
      const anchor = parseAnchor(bytes);
      if (anchor === undefined) return 'it is no head of an audit trail';
      anchors.push(anchor);
      return undefined;
    },
  });
  return whole.ok ? { ok: true, value: { opened: opened.value, anchors } } : whole;
}

/**
 * `trail` is what verifyAudit found: its entries hold among themselves. A trail that was put back from an older backup is
 * one that was cut, and then changed. Faults are of the log itself.
 */
export async function verifyAnchors(
  ledger: Ledger,
  trail: Pick<Verification, 'entries' | 'intact'>,
  source: LogSource,
  policy: Policy,
): Promise<Checked<AnchorCheck>> {
  const found = await anchorsIn(source, policy);
  if (!found.ok) return found;
  const { opened, anchors } = found.value;
  const hashAt = ledger.db.prepare('SELECT hash FROM audit WHERE sequence = ?');
  let covered = 0;
  let broken: AnchorBreak | undefined;
  // In the order of the trail: the first head that does not fit is the nearest to what was changed.
  for (const { sequence, head, logEntry } of anchors
    .map((anchor, place) => ({ ...anchor, logEntry: place }))
    .toSorted((a, b) => a.sequence - b.sequence)) {
    const held = sequence <= trail.entries && hashAt.get(sequence)?.hash === head;
    if (held) covered = Math.max(covered, sequence);
    else if (sequence <= trail.entries) broken ??= { first: covered + 1, last: sequence, reason: 'changed', logEntry };
    // Beyond where the chain itself breaks nothing more can be said.
    else if (trail.intact)
      broken =
        broken?.reason === 'changed' ? broken : { first: trail.entries + 1, last: sequence, reason: 'cut', logEntry };
  }
  return {
    ok: true,
    value: {
      origin: opened.checkpoint.origin,
      anchors: anchors.length,
      covered,
      after: trail.entries - covered,
      witnesses: opened.witnesses,
      ...(broken === undefined ? {} : { broken: { ...broken, ...restoreOf(ledger, covered, broken) } }),
    },
  };
}

/** Whether the trail itself tells why: of the entries that a restore replaced it names the last. */
function restoreOf({ db }: Ledger, covered: number, { last }: AnchorBreak): Pick<AnchorBreak, 'restore'> {
  const row = db
    .prepare(
      `SELECT sequence FROM audit WHERE event = 'restore.done' AND sequence > ?
       AND CASE WHEN json_valid(details) THEN json_extract(details, '$.formerSequence') END >= ? ORDER BY sequence LIMIT 1`,
    )
    .get(covered, last);
  return row === undefined ? {} : { restore: Number(row.sequence) };
}

/** Against the log of the space itself, which vouches for nothing that its owner does; undefined where none is published. */
export async function verifyOwnAnchors(
  ledger: Ledger,
  folder: string,
  trail: Pick<Verification, 'entries' | 'intact'>,
): Promise<Checked<AnchorCheck> | undefined> {
  const log = auditLogFolder(folder);
  if (!isKeeperFolder(log) || !existsSync(join(publicFolderOf(log), 'checkpoint'))) return undefined;
  return await verifyAnchors(ledger, trail, folderSource(publicFolderOf(log)), keeperPolicy(log));
}
