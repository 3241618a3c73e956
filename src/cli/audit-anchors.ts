// The audit trail against its anchors, as audit verify tells it: from the space's own log, or a copy of it elsewhere.
import { existsSync } from 'node:fs';
import { auditLogFolder } from '../ledger/audit/anchor.ts';
import type { Verification } from '../ledger/audit/verify.ts';
import { type AnchorCheck, verifyAnchors } from '../ledger/audit/verify-anchors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { TlogFault } from '../tlog/fault.ts';
import { publicFolderOf } from '../tlog/files/keeper.ts';
import { usageError } from './args.ts';
import { counted } from './counted.ts';
import { printable } from './printable.ts';
import { type Believed, believed, faultText, logSource } from './transparency-log.ts';

export type AnchorFlags = { readonly log?: string; readonly policy?: string; readonly key?: string };

export type AnchorAnswer =
  | { readonly state: 'none' }
  | ({ readonly state: 'checked'; readonly believed: Believed['from'] } & AnchorCheck)
  | { readonly state: 'fault'; readonly fault: TlogFault };

/** Nothing to check where no head was ever published and no log is named. */
export async function checkAnchors(
  ledger: Ledger,
  folder: string,
  trail: Verification,
  flags: AnchorFlags,
): Promise<AnchorAnswer> {
  const place = flags.log ?? auditLogFolder(folder);
  if (flags.log === undefined && !existsSync(`${publicFolderOf(place)}/checkpoint`)) {
    if (flags.policy !== undefined || flags.key !== undefined)
      throw usageError('there is no log of anchors here: give --log');
    return { state: 'none' };
  }
  const who = believed(flags, place);
  const found = await verifyAnchors(ledger, trail, logSource(place), who.policy);
  return found.ok
    ? { state: 'checked', believed: who.from, ...found.value }
    : { state: 'fault', fault: { code: found.fault.code, detail: found.fault.detail } };
}

export const anchorsHold = (answer: AnchorAnswer): boolean =>
  answer.state === 'none' || (answer.state === 'checked' && answer.broken === undefined);

const spanOf = (first: number, last: number): string =>
  first === last ? `entry ${first}` : `entries ${first} to ${last}`;

function brokenText({ broken }: AnchorCheck): string {
  if (broken === undefined) return '';
  const { first, last, reason, logEntry, restore } = broken;
  const what =
    reason === 'cut'
      ? `${spanOf(first, last)} were there, and are cut off`
      : `of ${spanOf(first, last)} something was changed`;
  const why =
    restore === undefined
      ? 'An older backup that was put back looks the same; the trail tells of none.'
      : `Entry ${restore} says that a backup was put back in their place. Was it so? Then keep tlog/audit elsewhere, and let a new one begin.`;
  return `The trail is NOT the one that was anchored: ${what} (entry ${logEntry} of the transparency log). ${why}\n`;
}

export function anchorText(answer: AnchorAnswer): string {
  if (answer.state === 'none') return 'No head of it is anchored: pollwarden audit anchor.\n';
  if (answer.state === 'fault') return `The transparency log of its heads does NOT hold: ${faultText(answer.fault)}\n`;
  const { origin, anchors, covered, after, witnesses, believed: from } = answer;
  const rest =
    after === 0
      ? 'up to the newest entry'
      : `up to entry ${covered}; ${counted(after, 'entry', 'entries')} after it are not yet`;
  const who =
    witnesses.length === 0
      ? 'no independent witness'
      : `witnesses: ${witnesses.map(({ name }) => printable(name)).join(', ')}`;
  const own =
    from === 'folder' ? ' This folder alone says so: give --log with a copy from elsewhere, and --key.\n' : '\n';
  return `${brokenText(answer)}Anchored in ${printable(origin)} (${counted(anchors, 'head')}, ${who}) ${rest}.${own}`;
}
