// The folder of a log's keeper: its key, its policy, what is acknowledged, and beside it all that is public. Node only.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { treeHasher, type TreeHasher } from '../hash.ts';
import type { VerifierKey } from '../keys.ts';
import { isKeyName } from '../note.ts';
import { mostPolicyBytes, parsePolicy, type Policy } from '../policy.ts';
import { nodeCrypto } from './crypto.ts';
import { type LogKeys, readKeys, writeNewKeys } from './key-file.ts';
import type { NoteSigner } from './publish.ts';
import { extentOf, inTurn, type LogState, openState } from './state.ts';

const [keyFile, policyFile, stateFile] = ['key.json', 'policy', 'state.sqlite'];

export type Keeper = {
  readonly key: VerifierKey;
  /** ML-DSA-44, where the machine that made the log and the one that runs have it. */
  readonly secondKey?: VerifierKey;
  readonly signers: readonly NoteSigner[];
  /** Of the log's own keys and its witnesses. */
  readonly policy: Policy;
  readonly state: LogState;
  readonly hasher: TreeHasher;
  /** What may be served, copied and mirrored: checkpoint and tiles. */
  readonly publicFolder: string;
  readonly close: () => void;
};

/** The part that anybody may read. */
export const publicFolderOf = (folder: string): string => join(folder, 'public');

/** Whether a keeper's log is in the folder. */
export const isKeeperFolder = (folder: string): boolean => existsSync(join(folder, keyFile));

/** A log bears its name for ever: nothing that is an address, no control characters. USAGE. */
function refuseName(origin: string): void {
  const instead = 'write a host and a path that you have, such as results.example.org/2026';
  if (origin.includes('://'))
    throw new PollwardenError('USAGE', `the name of a log has no https:// or other scheme; ${instead}`);
  if (!isKeyName(origin) || /\p{C}/u.test(origin) || Buffer.byteLength(origin) > 255)
    throw new PollwardenError(
      'USAGE',
      `the name of a log has no spaces, plus sign or control characters, and 255 bytes at most; ${instead}`,
    );
}

/** CONFLICT where a log is there already; USAGE for a name that is none. */
export function makeLog(folder: string, origin: string): VerifierKey {
  refuseName(origin);
  if (isKeeperFolder(folder)) throw new PollwardenError('CONFLICT', 'a log is in this folder already');
  if (existsSync(join(publicFolderOf(folder), 'tile')))
    throw new PollwardenError('CONFLICT', 'a log is in this folder, and its key is not');
  mkdirSync(publicFolderOf(folder), { recursive: true, mode: 0o755 });
  // A killed init may have left an empty state, of another name too.
  const state = openState(join(folder, stateFile), origin, treeHasher(nodeCrypto.sha256).empty);
  const { size } = extentOf(state);
  state.close();
  if (size > 0) throw new PollwardenError('CONFLICT', 'the entries of a log are in this folder, and its key is not');
  // Last: with its key a log is there.
  return writeNewKeys(join(folder, keyFile), origin).first.key;
}

function policyOf(folder: string, { first, second }: LogKeys): Policy {
  const file = join(folder, policyFile);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found !== undefined && found.size > mostPolicyBytes)
    throw new PollwardenError('INPUT_INVALID', `longer than ${mostPolicyBytes} bytes`, { file });
  const policy = parsePolicy(found === undefined ? 'quorum none\n' : readFileSync(file, 'utf8'), nodeCrypto.sha256);
  if (!policy.ok) throw new PollwardenError('INPUT_INVALID', policy.fault.detail, { file });
  const own = [first.key, ...(second === undefined ? [] : [second.key])];
  const others = policy.value.logs.filter(
    ({ key }) => !own.some(({ keyId, name }) => keyId === key.keyId && name === key.name),
  );
  return { ...policy.value, logs: [...own.map((key) => ({ key })), ...others] };
}

/** Of the log's own keys always; without a file of one, no witness is asked for. Opens nothing else. INPUT_INVALID. */
export const keeperPolicy = (folder: string): Policy => policyOf(folder, readKeys(join(folder, keyFile)));

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { readonly code?: string }).code === 'EPERM';
  }
};

/** Files of writers that were killed; those of writers at work stay. */
function removeParts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^(?:checkpoint)?\.(\d{1,10})\.part$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

/** A state that never had an entry is of whichever key came first. */
function isOf(state: LogState, origin: string): boolean {
  if (extentOf(state).origin !== origin)
    inTurn(state, () => state.db.prepare('UPDATE log SET origin = ? WHERE size = 0').run(origin));
  return extentOf(state).origin === origin;
}

/** NOT_FOUND, INPUT_INVALID; CONFLICT where the state is missing or of another log than the key. */
export function openKeeper(folder: string): Keeper {
  if (!isKeeperFolder(folder))
    throw new PollwardenError('NOT_FOUND', 'no log is in this folder; make one with tlog init', { file: folder });
  const keys = readKeys(join(folder, keyFile));
  const { origin, first, second } = keys;
  const policy = policyOf(folder, keys);
  const hasher = treeHasher(nodeCrypto.sha256);
  if (!existsSync(join(folder, stateFile)))
    throw new PollwardenError('CONFLICT', 'the key of a log is here and its state is not: a log never begins again');
  mkdirSync(publicFolderOf(folder), { recursive: true, mode: 0o755 });
  removeParts(publicFolderOf(folder));
  const state = openState(join(folder, stateFile), origin, hasher.empty);
  if (!isOf(state, origin)) {
    state.close();
    throw new PollwardenError('CONFLICT', 'the entries in this folder are of another log than its key');
  }
  return {
    key: first.key,
    ...(second === undefined ? {} : { secondKey: second.key }),
    signers: [first.sign, ...(second === undefined ? [] : [second.sign])],
    policy,
    state,
    hasher,
    publicFolder: publicFolderOf(folder),
    close: state.close,
  };
}

/** Replaces the policy of witnesses. INPUT_INVALID with the line. */
export function setPolicy(folder: string, text: string): void {
  const policy = parsePolicy(text, nodeCrypto.sha256);
  if (!policy.ok) throw new PollwardenError('INPUT_INVALID', policy.fault.detail);
  writeDurably(join(folder, policyFile), text, 0o644);
}
