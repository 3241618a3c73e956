// What the commands of transparency logs share: where a log is read from, whom to believe, how a fault is told.
import { statSync } from 'node:fs';
import { PollwardenError } from '../kernel/errors.ts';
import { type TlogFault, tlogFaults } from '../tlog/fault.ts';
import { nodeCrypto } from '../tlog/files/crypto.ts';
import { isKeeperFolder, keeperPolicy, publicFolderOf } from '../tlog/files/keeper.ts';
import { folderSource, type LogSource } from '../tlog/files/read.ts';
import { webSource } from '../tlog/files/web.ts';
import { parseVkey } from '../tlog/keys.ts';
import { mostPolicyBytes, parsePolicy, type Policy } from '../tlog/policy.ts';
import { isAddress } from './address.ts';
import { usageError } from './args.ts';
import { printable } from './printable.ts';
import { readTextFile } from './read-json.ts';

const requestTimeoutMs = 30_000;

/** A keeper's folder, the public part of one or a copy, or an address. FILE_NOT_FOUND, USAGE. */
export function logSource(word: string): LogSource {
  if (isAddress(word)) {
    if (!URL.canParse(word)) throw usageError(`"${word}" is no address`);
    return webSource(word, requestTimeoutMs);
  }
  const found = statSync(word, { throwIfNoEntry: false });
  if (found === undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: word });
  if (!found.isDirectory()) throw usageError(`"${word}" is a file, and the folder of a log is needed`);
  return folderSource(isKeeperFolder(word) ? publicFolderOf(word) : word);
}

/** INPUT_INVALID with the line, and what readTextFile throws. */
export function readPolicy(file: string): { readonly policy: Policy; readonly text: string } {
  const text = readTextFile(file, mostPolicyBytes);
  const policy = parsePolicy(text, nodeCrypto.sha256);
  if (!policy.ok) throw new PollwardenError('INPUT_INVALID', policy.fault.detail, { file });
  return { policy: policy.value, text };
}

function keyPolicy(vkey: string): Policy {
  const key = parseVkey(nodeCrypto.sha256, vkey);
  if (!key.ok) throw usageError(`--key: ${key.fault.detail}`);
  return { logs: [{ key: key.value }], witnesses: [], groups: [], quorum: 'none' };
}

export type Believed = { readonly policy: Policy; readonly from: 'policy' | 'key' | 'folder' };

/** Whom to believe: what was given, else the folder's own keys, which prove nothing to anybody else. USAGE. */
export function believed(flags: { readonly policy?: string; readonly key?: string }, word: string): Believed {
  if (flags.policy !== undefined && flags.key !== undefined)
    throw usageError('give --policy or --key, not both: a policy names the key of its log');
  if (flags.policy !== undefined) return { policy: readPolicy(flags.policy).policy, from: 'policy' };
  if (flags.key !== undefined) return { policy: keyPolicy(flags.key), from: 'key' };
  if (!isAddress(word) && statSync(word, { throwIfNoEntry: false }) === undefined)
    throw new PollwardenError('FILE_NOT_FOUND', undefined, { file: word });
  if (isAddress(word) || !isKeeperFolder(word))
    throw usageError('give --policy FILE or --key VKEY, from a place you trust: a log cannot vouch for itself');
  return { policy: keeperPolicy(word), from: 'folder' };
}

export const faultText = ({ code, detail }: TlogFault): string =>
  `${tlogFaults[code]} (${code}): ${printable(detail, 500)}`;

/** A fault of the keeper's own files stops a command. */
export const logDamaged = (fault: TlogFault, folder: string): PollwardenError =>
  new PollwardenError('LOG_DAMAGED', faultText(fault), { file: folder });

export const plainIndex = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);
