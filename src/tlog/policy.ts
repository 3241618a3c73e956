// Policies (C2SP tlog-policy): which logs and witnesses are known, and which of them are enough. A witness counts by its key,
// however often it is named. Browser-safe.
import { type Checked, fails, holds } from './fault.ts';
import type { Sha256 } from './hash.ts';
import { type KeyType, parseVkey, type VerifierKey } from './keys.ts';
import { hexOf } from './note.ts';

export type PolicyLog = { readonly key: VerifierKey; readonly url?: string };
export type PolicyWitness = PolicyLog & { readonly name: string };
export type PolicyGroup = { readonly name: string; readonly least: number; readonly members: readonly string[] };

export type Policy = {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** Name of a witness or a group; "none" where no witness is asked for. */
  readonly quorum: string;
};

export const mostPolicyBytes = 1_000_000;
const cosignerTypes: readonly KeyType[] = ['cosignature', 'subtree'];

type Draft = {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  readonly names: Set<string>;
  readonly members: Set<string>;
  readonly keys: Set<string>;
  quorum?: string;
};

/** Undefined where the line is well, else what is wrong with it. */
type ReadLine = (draft: Draft, words: readonly string[], sha256: Sha256) => string | undefined;

function readKey(draft: Draft, of: 'log' | 'witness', text: string, sha256: Sha256): VerifierKey | string {
  const key = parseVkey(sha256, text);
  if (!key.ok) return key.fault.detail;
  const { type, publicKey } = key.value;
  if (of === 'witness' && !cosignerTypes.includes(type)) return 'a key of a log, not of a witness';
  // A log that were its own witness would be the only one to vouch for itself.
  const once = hexOf(publicKey);
  if (draft.keys.has(once)) return 'a key that stands here already';
  draft.keys.add(once);
  return key.value;
}

function taken(draft: Draft, name: string): string | undefined {
  if (name === 'none' || draft.names.has(name)) return `the name ${name} is taken`;
  draft.names.add(name);
  return undefined;
}

const readers: Readonly<Record<string, ReadLine>> = {
  log: (draft, [vkey, url, ...more], sha256) => {
    if (vkey === undefined || more.length > 0) return 'log, its key, and an address at most';
    const key = readKey(draft, 'log', vkey, sha256);
    if (typeof key === 'string') return key;
    draft.logs.push(url === undefined ? { key } : { key, url });
    return undefined;
  },
  witness: (draft, [name, vkey, url, ...more], sha256) => {
    if (vkey === undefined || more.length > 0) return 'witness, its name, its key, and an address at most';
    const key = readKey(draft, 'witness', vkey, sha256);
    if (typeof key === 'string') return key;
    draft.witnesses.push(url === undefined ? { name, key } : { name, key, url });
    return taken(draft, name);
  },
  group: (draft, [name, of, ...members]) => {
    if (members.length === 0) return 'group, its name, how many, and its members';
    const least = of === 'any' ? 1 : of === 'all' ? members.length : /^[1-9]\d{0,5}$/.test(of) ? Number(of) : 0;
    if (least < 1 || least > members.length) return `how many of ${members.length}: all, any or a number`;
    for (const member of members) {
      if (!draft.names.has(member)) return `${member} is not named above`;
      if (draft.members.has(member)) return `${member} is in a group already`;
      draft.members.add(member);
    }
    draft.groups.push({ name, least, members });
    return taken(draft, name);
  },
  quorum: (draft, [name, ...more]) => {
    if (name === undefined || more.length > 0) return 'quorum and one name';
    if (draft.quorum !== undefined) return 'a second quorum';
    if (name !== 'none' && !draft.names.has(name)) return `${name} is not named above`;
    draft.quorum = name;
    return undefined;
  },
};

/** POLICY_MALFORMED with the line. */
export function parsePolicy(text: string, sha256: Sha256): Checked<Policy> {
  if (text.length > mostPolicyBytes) return fails('POLICY_MALFORMED', `longer than ${mostPolicyBytes} characters`);
  const draft: Draft = { logs: [], witnesses: [], groups: [], names: new Set(), members: new Set(), keys: new Set() };
  for (const [i, line] of text.split('\n').entries()) {
    const [verb, ...words] = line.split(/[ \t]+/).filter((word) => word !== '');
    if (verb === undefined || verb.startsWith('#')) continue;
    const read = Object.hasOwn(readers, verb) ? readers[verb] : undefined;
    const problem = read === undefined ? 'neither log, witness, group nor quorum' : read(draft, words, sha256);
    if (problem !== undefined) return fails('POLICY_MALFORMED', `line ${i + 1}: ${problem}`);
  }
  const { logs, witnesses, groups, quorum } = draft;
  return quorum === undefined ? fails('POLICY_MALFORMED', 'no quorum') : holds({ logs, witnesses, groups, quorum });
}

/** `signed`: names of the witnesses whose cosignature holds. */
export function quorumMet({ witnesses, groups, quorum }: Policy, signed: ReadonlySet<string>): boolean {
  if (quorum === 'none') return true;
  const met = new Set(witnesses.map(({ name }) => name).filter((name) => signed.has(name)));
  // A group names only what stands above it.
  for (const { name, least, members } of groups)
    if (members.filter((member) => met.has(member)).length >= least) met.add(name);
  return met.has(quorum);
}
