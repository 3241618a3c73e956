// The folder of a log's keeper: its key, its policy, what is acknowledged, and beside it all that is public. Node only.
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably, writeNewSecret } from '../../kernel/durable-file.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { treeHasher, type TreeHasher } from '../hash.ts';
import { keyOf, type VerifierKey } from '../keys.ts';
import { isKeyName } from '../note.ts';
import { parsePolicy, type Policy } from '../policy.ts';
import { nodeCrypto } from './crypto.ts';
import type { NoteSigner } from './publish.ts';
import { extentOf, type LogState, openState } from './state.ts';

const [keyFile, policyFile, stateFile] = ['key.json', 'policy', 'state.sqlite'];

export type Keeper = {
  readonly key: VerifierKey;
  readonly sign: NoteSigner;
  readonly policy: Policy;
  readonly state: LogState;
  readonly hasher: TreeHasher;
  /** What may be served, copied and mirrored: checkpoint and tiles. */
  readonly publicFolder: string;
  readonly close: () => void;
};

/** The part that anybody may read. */
export const publicFolderOf = (folder: string): string => join(folder, 'public');

function keyParts(privateKey: KeyObject, origin: string): VerifierKey {
  const { x = '' } = privateKey.export({ format: 'jwk' });
  return keyOf(nodeCrypto.sha256, origin, 'ed25519', Buffer.from(x, 'base64url'));
}

/** What an init that was killed left: a state that never had a key, and so no entries. */
function removeUnfinished(folder: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `${stateFile}${suffix}`), { force: true });
}

/** CONFLICT where a log is there already; USAGE for a name that is none. `policy` without the line of the log itself. */
export function makeLog(folder: string, origin: string): VerifierKey {
  if (!isKeyName(origin)) throw new PollwardenError('USAGE', 'the name of a log has no spaces and no plus sign');
  if (existsSync(join(folder, keyFile))) throw new PollwardenError('CONFLICT', 'a log is in this folder already');
  if (existsSync(join(publicFolderOf(folder), 'tile')))
    throw new PollwardenError('CONFLICT', 'a log is in this folder, and its key is not');
  mkdirSync(publicFolderOf(folder), { recursive: true, mode: 0o755 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = keyParts(privateKey, origin);
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  removeUnfinished(folder);
  openState(join(folder, stateFile), origin, treeHasher(nodeCrypto.sha256).empty).close();
  // Last: with its key a log is there.
  writeNewSecret(join(folder, keyFile), `${JSON.stringify({ origin, privateKey: secret })}\n`);
  return key;
}

function privateKeyIn(folder: string): { readonly origin: string; readonly privateKey: KeyObject } {
  const file = join(folder, keyFile);
  if (!existsSync(file)) throw new PollwardenError('NOT_FOUND', 'no log is in this folder; make one with tlog init');
  try {
    const { origin, privateKey } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
    const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
    return { origin, privateKey: key };
  } catch {
    throw new PollwardenError('INPUT_INVALID', 'is no key of a log', { file });
  }
}

/** The log itself is always of its own policy; without a file of one, no witness is asked for. */
function policyIn(folder: string, key: VerifierKey): Policy {
  const file = join(folder, policyFile);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : 'quorum none\n';
  const policy = parsePolicy(text, nodeCrypto.sha256);
  if (!policy.ok) throw new PollwardenError('INPUT_INVALID', policy.fault.detail, { file });
  const others = policy.value.logs.filter(({ key: own }) => own.name !== key.name || own.keyId !== key.keyId);
  return { ...policy.value, logs: [{ key }, ...others] };
}

/** NOT_FOUND, INPUT_INVALID; CONFLICT where the state is missing or of another log than the key. */
export function openKeeper(folder: string): Keeper {
  const { origin, privateKey } = privateKeyIn(folder);
  const key = keyParts(privateKey, origin);
  const policy = policyIn(folder, key);
  const hasher = treeHasher(nodeCrypto.sha256);
  if (!existsSync(join(folder, stateFile)))
    throw new PollwardenError('CONFLICT', 'the key of a log is here and its state is not: a log never begins again');
  const state = openState(join(folder, stateFile), origin, hasher.empty);
  if (extentOf(state).origin !== origin) {
    state.close();
    throw new PollwardenError('CONFLICT', 'the entries in this folder are of another log than its key');
  }
  const { name, keyId } = key;
  return {
    key,
    sign: (text) => ({ name, keyId, signature: sign(null, Buffer.from(text), privateKey) }),
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
