// A log of a generated election in memory, for tests: appended entry by entry, its returns signed by two holders, every byte
// repeatable from the seed.
import { hash } from 'node:crypto';
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import { trueCounts } from '../../generate/returns/counts.ts';
import { generateElection, type GeneratedElection } from '../../generate/returns/election.ts';
import { signWith } from '../../generate/returns/keys.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { publishedCounts, sumCounts } from '../../results/release/figures.ts';
import { firstPrevious, type ReleaseRecord, recordText } from '../../results/release/record.ts';
import type { CountReturn, SignedReturn } from '../../results/return/count-return.ts';
import { canonicalReturn } from '../../results/return/parse.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { treeHasher } from '../../tlog/hash.ts';
import { vkeyText } from '../../tlog/keys.ts';
import { memoryTiles } from '../../tlog/testing/memory-tiles.ts';
import { bundleOf, hashOfRange, type ReadTile, tileWidth } from '../../tlog/tiles.ts';
import { commitmentOf, saltOf } from '../model/commitment.ts';
import { definitionEntries, entryBytes } from '../model/entry-bytes.ts';
import type { LogEntry } from '../model/entry.ts';
import { signedCheckpoint, type TestSigner, testSigner } from './signers.ts';

export type TestPlan = {
  readonly seed?: number;
  readonly units: number;
  readonly areas?: number;
  readonly options?: number;
  readonly candidates?: number;
  /** Two of three sign where there are three; none is asked for where there is none. */
  readonly witnesses?: 0 | 3;
  /** Another log of the same election: another key, so other words. */
  readonly origin?: string;
  /** Key of the log that the opening names, where a test keeps a log of its own. */
  readonly vkey?: string;
  /** ISO instant of the opening, where it is not weeks before polling. */
  readonly fixedAt?: string;
  /** A definition other than the generated one. */
  readonly definition?: (generated: Definition) => Definition;
};

export const day = '2026-06-07';
export const embargo = '2026-06-07T20:00:00Z';

const sha256 = (bytes: Uint8Array | string): Digest => hash('sha256', bytes, 'hex');
const hasher = treeHasher(nodeCrypto.sha256);

function policyOf(witnesses: readonly TestSigner[]): string {
  if (witnesses.length === 0) return 'quorum none\n';
  const lines = witnesses.map(({ key }, i) => `witness w${i + 1} ${vkeyText(key)}`);
  return `${[...lines, `group two 2 ${witnesses.map((_, i) => `w${i + 1}`).join(' ')}`, 'quorum two'].join('\n')}\n`;
}

export const releasePolicy = (election: string): string =>
  canonicalJson({
    format: 'pollwarden-release-policy/1',
    election,
    embargo: { kind: 'instant', at: embargo },
    detail: 'units',
    flow: 'oneChannel',
    contests: ['assembly'],
  });

/** A return of a unit with its true counts, or others. */
export function signedReturn(
  { definition, keys }: GeneratedElection,
  definitionHash: Digest,
  counts: ReadonlyMap<string, CountReturn['counts']>,
  unit: string,
  more: Partial<CountReturn> = {},
): SignedReturn {
  const { centre } = definition.units.find(({ id }) => id === unit) ?? { centre: '' };
  const one: CountReturn = {
    format: 'pollwarden-return/1',
    election: definition.election,
    definition: definitionHash,
    contest: 'assembly',
    unit,
    centre,
    counts: counts.get(unit) ?? {},
    countedAt: `${day}T19:30:00Z`,
    ...more,
  };
  const bytes = canonicalReturn(one);
  return { return: one, signatures: (keys.get(centre) ?? []).map((key) => signWith(key, bytes)) };
}

/** The parts that everything else is made from. */
function foundation(plan: TestPlan) {
  const { seed = 7, units, areas = 3, options = 4, candidates = 0, witnesses: asked = 3 } = plan;
  const made = generateElection({ seed, election: 'assembly', day, units, areas, options, candidates });
  const generated = { ...made, definition: plan.definition?.(made.definition) ?? made.definition };
  const definitionText = canonicalJson(generated.definition);
  const policy = releasePolicy(generated.definition.election);
  const names = asked === 0 ? [] : ['w1.example', 'w2.example', 'w3.example'];
  return {
    ...generated,
    definitionText,
    definitionHash: sha256(definitionText),
    policy,
    policyHash: sha256(policy),
    vkey: plan.vkey,
    fixedAt: plan.fixedAt ?? '2026-05-01T12:00:00Z',
    log: testSigner(plan.origin ?? 'bulletin.example/assembly', 'ed25519', seed),
    witnesses: names.map((name) => testSigner(name, 'cosignature', seed)),
    counts: trueCounts(generated.definition, seed),
    entries: [] as Uint8Array[],
    records: [] as ReleaseRecord[],
    /** Places by the hash of the return. */
    commitments: new Map<Digest, number>(),
  };
}
type Foundation = ReturnType<typeof foundation>;

const hashOf = (signed: SignedReturn): Digest => sha256(canonicalReturn(signed.return));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const saltHex = (signed: SignedReturn): string => hexOf(saltOf(signed, nodeCrypto.sha256));

function append({ entries }: Foundation, entry: LogEntry): number {
  const place = entries.length;
  entries.push(...entryBytes(entry, nodeCrypto.sha256));
  return place;
}

function appendOpening(base: Foundation): void {
  const { definition, definitionHash, definitionText, policy, policyHash, log, witnesses } = base;
  const vkey = base.vkey ?? vkeyText(log.key);
  append(base, {
    format: 'pollwarden-log/1',
    kind: 'opening',
    election: definition.election,
    name: definition.name,
    day,
    definition: definitionHash,
    log: vkey,
    witnesses: `log ${vkey}\n${policyOf(witnesses)}`,
    releasePolicy: policyHash,
    verifier: { node: sha256('node'), page: sha256('page') },
    fixedAt: base.fixedAt,
  });
  for (const part of definitionEntries(definitionHash, definitionText)) append(base, part);
  append(base, { format: 'pollwarden-log/1', kind: 'policy', policy: policyHash, text: policy });
}

function commit(base: Foundation, signed: SignedReturn): number {
  const { contest, unit } = signed.return;
  const { sha256: raw } = nodeCrypto;
  const commitment = hexOf(commitmentOf(signed, saltOf(signed, raw), raw));
  const place = append(base, { format: 'pollwarden-log/1', kind: 'commitment', contest, unit, commitment });
  base.commitments.set(hashOf(signed), place);
  return place;
}

function open(base: Foundation, signed: SignedReturn): number {
  const commitment = base.commitments.get(hashOf(signed)) ?? null;
  return append(base, { format: 'pollwarden-log/1', kind: 'return', commitment, salt: saltHex(signed), signed });
}

type RecordOf = Pick<ReleaseRecord, 'of' | 'units' | 'counts'> & Partial<ReleaseRecord>;

function record(base: Foundation, of: RecordOf): number {
  const before = base.records.at(-1);
  const one: ReleaseRecord = {
    format: 'pollwarden-release/1',
    election: base.definition.election,
    number: base.records.length + 1,
    previous: before === undefined ? firstPrevious : sha256(recordText(before)),
    policy: base.policyHash,
    definition: base.definitionHash,
    contest: 'assembly',
    kind: of.corrects === undefined ? 'first' : 'correction',
    basis: 'confirmed',
    modes: 'apart',
    at: embargo,
    ...of,
  };
  base.records.push(one);
  return append(base, { format: 'pollwarden-log/1', kind: 'record', record: one });
}

const shown = ({ definition }: Foundation, figures: CountReturn['counts']): CountReturn['counts'] =>
  publishedCounts(definition, definition.contests[0], figures, 'apart');

/** Record and opened return of a unit. */
function release(base: Foundation, signed: SignedReturn, more: Partial<ReleaseRecord> = {}) {
  const { unit, counts } = signed.return;
  const one = { of: { kind: 'unit', id: unit }, units: [unit], return: hashOf(signed) } as const;
  return { record: record(base, { ...one, counts: shown(base, counts), ...more }), return: open(base, signed) };
}

/** Several units in one record, by area. */
function releaseTogether(base: Foundation, area: string, units: readonly string[], more: Partial<ReleaseRecord> = {}) {
  const counts = sumCounts(units.map((id) => base.counts.get(id) ?? {}));
  return record(base, { of: { kind: 'area', id: area }, units, counts: shown(base, counts), ...more });
}

export function tilesOfEntries(entries: readonly Uint8Array[]): ReadTile {
  const tiles = memoryTiles(hasher, entries.length, (i) => hasher.leaf(entries[i]));
  return (tile) =>
    tile.level === 'entries'
      ? bundleOf(entries.slice(tile.index * tileWidth, tile.index * tileWidth + tile.width))
      : tiles(tile);
}

async function checkpoint({ entries, log, witnesses }: Foundation, size = entries.length): Promise<string> {
  const root = await hashOfRange(hasher, { from: 0, to: size }, size, tilesOfEntries(entries.slice(0, size)));
  if (!root.ok) throw new Error(root.fault.detail);
  return signedCheckpoint(log, witnesses, { size, root: root.value });
}

export type TestLog = ReturnType<typeof openTestLog>;

/** With its opening, definition and policy; what follows is for the test to append. */
export function openTestLog(plan: TestPlan) {
  const base = foundation(plan);
  appendOpening(base);
  return {
    ...base,
    hashOf,
    returnOf: (unit: string, more: Partial<CountReturn> = {}) =>
      signedReturn(base, base.definitionHash, base.counts, unit, more),
    append: (entry: LogEntry) => append(base, entry),
    commit: (signed: SignedReturn) => commit(base, signed),
    open: (signed: SignedReturn) => open(base, signed),
    record: (of: RecordOf) => record(base, of),
    release: (signed: SignedReturn, more?: Partial<ReleaseRecord>) => release(base, signed, more),
    releaseTogether: (area: string, units: readonly string[], more?: Partial<ReleaseRecord>) =>
      releaseTogether(base, area, units, more),
    checkpoint: async (size?: number) => await checkpoint(base, size),
  };
}
