// Fixes an election's log before polling: its key, its witnesses, and as entry 0 all that a citizen has to know beforehand.
// Once: what was fixed is never fixed anew. Node only.
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Digest, ElectionId } from '../../elections/definition/definition.ts';
import { demonstrationName } from '../../kernel/demonstration.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { addressOf, type By } from '../../results/store/by.ts';
import { definitionOf, electionOf } from '../../results/store/elections.ts';
import { currentPolicy } from '../../results/store/release-policies.ts';
import { releaseState } from '../../results/store/release-steps.ts';
import { appendEntries } from '../../tlog/files/append.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { type Keeper, makeLog, openKeeper, setPolicy } from '../../tlog/files/keeper.ts';
import { extentOf } from '../../tlog/files/state.ts';
import { vkeyText } from '../../tlog/keys.ts';
import { parsePolicy } from '../../tlog/policy.ts';
import type { OpeningEntry } from '../model/entry.ts';
import { fingerprintWords } from '../words/words.ts';
import { daysBefore } from './days-before.ts';
import { definitionParts, openingBytes, policyBytes } from './entries.ts';
import { approvedPolicies, fixedDefinitions, logFolder } from './place.ts';
import { lastPublished } from './published.ts';
import { emptyIndex, readOn } from './read-log.ts';

export type FixRequest = {
  readonly spaceFolder: string;
  /** Name of the log: an address without a scheme is usual, such as results.example/council-2026. */
  readonly origin: string;
  /** Text of a C2SP policy of witnesses and quorum, without the log itself. Undefined: no witness. */
  readonly witnesses: string | undefined;
  /** Of the demonstration: its name says so on every page. */
  readonly demonstration?: boolean;
  /** SHA-256 of the two verifiers that are published. */
  readonly verifier: { readonly node: Digest; readonly page: Digest };
};

export type FixedOpening = {
  readonly entry: OpeningEntry;
  /** Of entry 0; the words are of it. */
  readonly sha256: Uint8Array;
  /** Whole days from fixing to polling, by the election's own calendar; negative after it. */
  readonly days: number;
  /** Whether the log was fixed by a call before, which ended before the record knew of it. */
  readonly resumed: boolean;
};

/** The policy stands in one entry with all else; witnesses with keys of ML-DSA-44 take 1.8 kB each. */
const mostPolicyBytes = 40_000;

function refusePolicy(text: string): void {
  if (Buffer.byteLength(text) > mostPolicyBytes)
    throw new PollwardenError('INPUT_INVALID', `the policy is longer than ${mostPolicyBytes} bytes`);
  const policy = parsePolicy(text, nodeCrypto.sha256);
  if (!policy.ok) throw new PollwardenError('INPUT_INVALID', policy.fault.detail);
  if (policy.value.logs.length > 0)
    throw new PollwardenError('INPUT_INVALID', 'the policy is to name witnesses and a quorum; the log adds itself');
}

/** What was fixed and may be published: only a definition that two persons fixed. */
function openingOf(ledger: Ledger, election: ElectionId, log: string, request: FixRequest): OpeningEntry {
  const { name, day, current } = electionOf(ledger, election);
  const approved = ['approved', 'startProposed', 'started', 'held', 'resumeProposed'].includes(
    releaseState(ledger, election),
  );
  const policy = approved ? currentPolicy(ledger, election) : undefined;
  return {
    format: 'pollwarden-log/1',
    kind: 'opening',
    election,
    name: request.demonstration === true ? `${demonstrationName}${name}` : name,
    day,
    definition: current.hash,
    log,
    witnesses: `log ${log}\n${request.witnesses ?? 'quorum none\n'}`,
    releasePolicy: policy?.hash ?? null,
    verifier: request.verifier,
    fixedAt: new Date(ledger.now()).toISOString(),
  };
}

function entriesOf(ledger: Ledger, opening: OpeningEntry): readonly Uint8Array[] {
  const { election, definition, releasePolicy } = opening;
  return [
    openingBytes(opening),
    ...fixedDefinitions(ledger, election)
      .filter(({ hash: own }) => own === definition)
      .flatMap(definitionParts),
    ...approvedPolicies(ledger, election)
      .filter(({ hash: own }) => own === releasePolicy)
      .flatMap(policyBytes),
  ];
}

const fixedBefore = (ledger: Ledger, election: ElectionId): boolean =>
  ledger.db.prepare("SELECT 1 FROM audit WHERE event = 'log.fixed' AND subject = ? LIMIT 1").get(election) !==
    undefined || lastPublished(ledger, election) !== undefined;

/** The log of the audit trail lies there. */
const taken = 'audit';

/** A folder that a call before left without entries is gone on with, under the name that it has. */
function ownLog(folder: string, origin: string): void {
  if (!existsSync(join(folder, 'key.json'))) {
    makeLog(folder, origin);
    return;
  }
  const keeper = openKeeper(folder);
  const other = keeper.key.name;
  keeper.close();
  if (other !== origin)
    throw new PollwardenError('CONFLICT', `a log of the name ${other} was begun here; fix it under that name`);
}

/** The opening of a log that has one; undefined where it holds nothing. LOG_DAMAGED. */
export async function openingIn(
  keeper: Keeper,
): Promise<{ readonly entry: OpeningEntry; readonly sha256: Uint8Array } | undefined> {
  if (extentOf(keeper.state).size === 0) return undefined;
  const index = emptyIndex();
  await readOn(keeper, index);
  return index.opening;
}

/**
 * Makes the log and its opening; durable when it returns. NOT_FOUND, CONFLICT (not fixed by two persons, or fixed
 * before), INPUT_INVALID (the policy), USAGE (the name of the log).
 */
export async function fixOpening(
  ledger: Ledger,
  election: ElectionId,
  request: FixRequest,
  by: By,
): Promise<FixedOpening> {
  const { current, waiting } = electionOf(ledger, election);
  if (current.state !== 'fixed')
    throw new PollwardenError('CONFLICT', 'two persons have to fix the definition first: pollwarden election fix');
  if (waiting !== undefined)
    throw new PollwardenError('CONFLICT', `version ${waiting.version} of the definition waits for its second person`);
  if (election === taken) throw new PollwardenError('CONFLICT', `no election with a log can have the id ${taken}`);
  if (fixedBefore(ledger, election))
    throw new PollwardenError('CONFLICT', `the log of ${election} is fixed, once and for all`);
  if (request.witnesses !== undefined) refusePolicy(request.witnesses);
  const folder = logFolder(request.spaceFolder, election);
  ownLog(folder, request.origin);
  const keeper = openKeeper(folder);
  try {
    const { timeZone } = definitionOf(ledger, election);
    const there = await openingIn(keeper);
    const entry = there?.entry ?? openingOf(ledger, election, vkeyText(keeper.key), request);
    const bytes = openingBytes(entry);
    if (there === undefined) {
      setPolicy(folder, entry.witnesses);
      appendEntries(keeper.state, keeper.hasher, entriesOf(ledger, entry));
    }
    const sha256 = hash('sha256', bytes, 'buffer');
    const days = daysBefore(Date.parse(entry.fixedAt), entry.day, timeZone);
    recordAudit(ledger, {
      event: 'log.fixed',
      actor: by.actor,
      subject: election,
      details: {
        log: entry.log,
        definition: entry.definition,
        words: fingerprintWords(sha256)
          .map(({ word }) => word)
          .join(' '),
        days,
        by: by.name,
      },
      ...addressOf(by),
    });
    return { entry, sha256, days, resumed: there !== undefined };
  } finally {
    keeper.close();
  }
}
