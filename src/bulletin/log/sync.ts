// Brings the log of an election up to what the ledger and the release have: rules, commitments of every signed return that
// has come, and what was handed out. Only appends, in an order that no figure changes; said again, it adds nothing. Node only.
import type { Digest, ElectionId } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ClockReading } from '../../results/release/clock.ts';
import type { Gate } from '../../results/release/gate.ts';
import { definitionOfReturn } from '../../results/store/find-return.ts';
import { gateNow } from '../../results/store/release-flow.ts';
import type { OutBox } from '../../results/store/release-files.ts';
import { signedVerifier } from '../../results/return/verify-node.ts';
import { appendEntries } from '../../tlog/files/append.ts';
import type { ElectionLog } from './election-log.ts';
import { commitmentBytes, definitionParts, entriesOfBytes, policyBytes, recordBytes } from './entries.ts';
import { isWhole, type KeptReturn, keptReturn, keptReturns, returnBytes, sealed, signedOf } from './kept-return.ts';
import { type HandedOut, noRecord, recordsAfter, refuseOtherLedger } from './outbox.ts';
import { approvedPolicies, fixedDefinitions } from './place.ts';
import { addAppended, readOn } from './read-log.ts';

/** A return in the log of which headquarters has another copy, or none; the log keeps what it has. */
export type CopyDiffers = {
  readonly contest: string;
  readonly unit: string;
  readonly how: 'changed' | 'missing';
};

export type Synced = {
  readonly added: {
    readonly definitions: number;
    readonly policies: number;
    readonly commitments: number;
    readonly records: number;
    readonly returns: number;
  };
  readonly copyDiffers: readonly CopyDiffers[];
  /** What keeps records back now; undefined where they flow. */
  readonly gate: Gate | undefined;
};

type Syncing = { readonly ledger: Ledger; readonly log: ElectionLog };

function append({ log: { keeper, index } }: Syncing, entries: readonly Uint8Array[]): void {
  if (entries.length > 0) addAppended(index, entries, appendEntries(keeper.state, keeper.hasher, entries));
}

/** Versions in front of whatever may name them. */
function addRules(syncing: Syncing, election: ElectionId): Pick<Synced['added'], 'definitions' | 'policies'> {
  const { index } = syncing.log;
  const definitions = fixedDefinitions(syncing.ledger, election).filter(({ hash }) => !index.definitions.has(hash));
  const policies = approvedPolicies(syncing.ledger, election).filter(({ hash }) => !index.policies.has(hash));
  append(syncing, [...definitions.flatMap(definitionParts), ...policies.flatMap(policyBytes)]);
  return { definitions: definitions.length, policies: policies.length };
}

type Fresh = Pick<KeptReturn, 'hash' | 'contest' | 'unit'> & { readonly commitment: Digest; readonly arrived: number };

const unitOf = ({ contest, unit }: { readonly contest: string; readonly unit: string }): string =>
  `${contest}\n${unit}`;

/** What the ledger has, beside what the log has: new returns, and copies that are not what they were. */
function compared({ ledger, log }: Syncing): { readonly fresh: readonly Fresh[]; readonly differs: CopyDiffers[] } {
  const { commitments } = log.index;
  const fresh: Fresh[] = [];
  const seen = new Set<Digest>();
  const changed = new Map<string, CopyDiffers>();
  for (const { kept, arrived } of keptReturns(ledger, log.election)) {
    const { hash, contest, unit } = kept;
    if (!isWhole(kept)) {
      changed.set(unitOf(kept), { contest, unit, how: 'changed' });
      continue;
    }
    const { commitment } = sealed(kept);
    if (commitments.has(commitment)) seen.add(commitment);
    else fresh.push({ hash, contest, unit, commitment, arrived });
  }
  const differs = [...changed.values()];
  for (const [commitment, { contest, unit }] of commitments)
    if (!seen.has(commitment) && !changed.has(unitOf({ contest, unit })))
      differs.push({ contest, unit, how: 'missing' });
  differs.sort((a, b) => (unitOf(a) < unitOf(b) ? -1 : 1));
  // As they came, never by what they say.
  return { fresh: fresh.toSorted((a, b) => a.arrived - b.arrived), differs };
}

/** Where a copy is gone, what stands in its place may be of somebody who rules the ledger: it has to be signed. */
function isSound(ledger: Ledger, kept: KeptReturn | undefined): boolean {
  if (kept === undefined) return false;
  const signed = signedOf(kept);
  const definition = definitionOfReturn(ledger, signed.return);
  const known = { definition, hashes: new Set([signed.return.definition]) };
  return signedVerifier(known, new Map())(signed, 0) === undefined;
}

function addCommitments(syncing: Syncing): {
  readonly commitments: number;
  readonly copyDiffers: readonly CopyDiffers[];
} {
  const { fresh, differs } = compared(syncing);
  const gone = new Set(differs.map(unitOf));
  const sound = fresh.filter(
    (one) => !gone.has(unitOf(one)) || isSound(syncing.ledger, keptReturn(syncing.ledger, one.hash)),
  );
  append(
    syncing,
    sound.flatMap(({ contest, unit, commitment }) => commitmentBytes(contest, unit, commitment)),
  );
  return { commitments: sound.length, copyDiffers: differs };
}

/** Opens the return that a record names; undefined where it is open, nobody signed it, or the copy is not the one named. */
function openedBy({ ledger, log }: Syncing, digest: Digest | undefined, opened: Set<Digest>): Uint8Array | undefined {
  const kept = digest === undefined ? undefined : keptReturn(ledger, digest);
  if (kept === undefined || !isWhole(kept)) return undefined;
  const own = sealed(kept);
  const committed = log.index.commitments.get(own.commitment);
  const others = committed === undefined && log.index.units.has(unitOf(kept));
  if (opened.has(own.salt) || (others && !isSound(ledger, kept))) return undefined;
  opened.add(own.salt);
  return returnBytes(committed?.place ?? null, own);
}

/** A record, and behind it the return that it names; all of a file at once, or nothing of it. */
function addHandedOut(syncing: Syncing, handedOut: readonly HandedOut[]): number {
  const opened = new Set(syncing.log.index.opened);
  let returns = 0;
  const entries = handedOut.flatMap(({ record, line }) => {
    const own = openedBy(syncing, record.return, opened);
    if (own !== undefined) returns++;
    return [recordBytes(line), ...(own === undefined ? [] : [own])].flatMap(entriesOfBytes);
  });
  append(syncing, entries);
  return returns;
}

/** Nothing while it is held: looked at again before each file, within the transaction that a hold has to wait for. */
function addRecords(
  syncing: Syncing,
  clock: () => ClockReading,
  box: OutBox,
): Pick<Synced['added'], 'records' | 'returns'> & Pick<Synced, 'gate'> {
  const { ledger, log } = syncing;
  const { election, index } = log;
  const head = index.record.number === 0 ? noRecord : index.record;
  const files = recordsAfter(ledger, election, box, head);
  let [records, returns] = [0, 0];
  for (;;) {
    const gate = ledger.write((): Gate | 'done' | undefined => {
      const closed = gateNow(ledger, election, clock());
      if (closed !== undefined) return closed;
      const next = files.next();
      if (next.done === true) return 'done';
      returns += addHandedOut(syncing, next.value);
      records += next.value.length;
      return undefined;
    });
    if (gate !== undefined) return { records, returns, gate: gate === 'done' ? undefined : gate };
  }
}

/**
 * Appends what is missing; durable when it returns. `box`: where records were handed out. CONFLICT where folder, ledger and
 * log do not tell one history (what was appended before it stays); LOG_DAMAGED, DISK_FULL.
 */
export async function syncLog(
  ledger: Ledger,
  log: ElectionLog,
  clock: () => ClockReading,
  box: OutBox,
): Promise<Synced> {
  const syncing: Syncing = { ledger, log };
  await readOn(log.keeper, log.index);
  // Also while it is held, as after every restore: nothing goes on behind a history that is not this one.
  refuseOtherLedger(ledger, log.election, log.index.record);
  const rules = addRules(syncing, log.election);
  const { commitments, copyDiffers } = addCommitments(syncing);
  const { gate, ...opened } = addRecords(syncing, clock, box);
  return { added: { ...rules, commitments, ...opened }, copyDiffers, gate };
}
