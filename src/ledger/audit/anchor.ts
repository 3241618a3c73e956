// Anchors heads of the audit trail in a transparency log of its own, so that no entry before an anchored head can change
// or be cut off unseen by whoever keeps a copy of that log. Node only.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import type { Checked } from '../../tlog/fault.ts';
import { appendEntries } from '../../tlog/files/append.ts';
import { isKeeperFolder, makeLog, openKeeper } from '../../tlog/files/keeper.ts';
import { logRound, type Round } from '../../tlog/files/round.ts';
import type { VerifierKey } from '../../tlog/keys.ts';
import type { PostToWitness } from '../../tlog/witness.ts';
import type { Ledger } from '../ledger.ts';

export type Anchor = {
  readonly sequence: number;
  readonly head: string;
  /** Of that entry of the trail, milliseconds since 1970 UTC: the same head is the same entry of the log. */
  readonly time: number;
};

const format = 'pollwarden-audit-anchor/1';

/** Of a space's data folder. */
export const auditLogFolder = (folder: string): string => join(folder, 'tlog', 'audit');

/** `random`: eight bytes, so that no other installation has the name. */
export const newAuditOrigin = (random: Uint8Array, demonstration: boolean): string =>
  `${demonstration ? 'DEMONSTRATION-' : ''}audit-trail/${Buffer.from(random).toString('hex')}`;

const anchorBytes = (anchor: Anchor): Uint8Array => Buffer.from(canonicalJson({ format, ...anchor }));

/** Undefined for an entry that is no anchor, or not in the form that it is written in. */
export function parseAnchor(bytes: Uint8Array): Anchor | undefined {
  const { sequence, head, time } = (parseJson(Buffer.from(bytes).toString('utf8')) ?? {}) as Partial<Anchor>;
  if (!Number.isSafeInteger(sequence) || !Number.isSafeInteger(time) || typeof head !== 'string') return undefined;
  const anchor = { sequence: Number(sequence), head, time: Number(time) };
  return /^[\da-f]{64}$/.test(head) && Buffer.compare(anchorBytes(anchor), bytes) === 0 ? anchor : undefined;
}

function newest({ db }: Ledger): Anchor | undefined {
  const row = db.prepare('SELECT sequence, hash AS head, time FROM audit ORDER BY sequence DESC LIMIT 1').get();
  return row === undefined ? undefined : ({ ...row } as Anchor);
}

export type Anchored = {
  /** Undefined where the trail is empty. */
  readonly anchor: Anchor | undefined;
  readonly round: Round;
  /** Of the log: to be noted elsewhere. */
  readonly key: VerifierKey;
};

export type AnchorOptions = {
  /** Name of the log where it has to be made: for ever, and of no other. */
  readonly newOrigin: () => string;
  readonly post: PostToWitness;
};

/** Makes the log where there is none. What openKeeper, makeLog and logRound say. */
export async function anchorAudit(ledger: Ledger, folder: string, options: AnchorOptions): Promise<Checked<Anchored>> {
  const place = auditLogFolder(folder);
  if (!isKeeperFolder(place)) {
    if (!existsSync(join(folder, 'tlog'))) mkdirSync(join(folder, 'tlog'), { recursive: true, mode: 0o700 });
    makeLog(place, options.newOrigin());
  }
  const anchor = newest(ledger);
  const keeper = openKeeper(place);
  try {
    if (anchor !== undefined) appendEntries(keeper.state, keeper.hasher, [anchorBytes(anchor)]);
    const round = await logRound(keeper, options.post);
    return round.ok ? { ok: true, value: { anchor, round: round.value, key: keeper.key } } : round;
  } finally {
    keeper.close();
  }
}
