// Returns from files into the ledger: read, checked, kept, reconciled. What it answers is durable.
import { createHash } from 'node:crypto';
import type { Channel, Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { InputFile, ReadProblem, ReturnsReading } from '../formats/reading.ts';
import { readerOf } from '../formats/readers.ts';
import type { Pack } from '../packs/pack.ts';
import { defaultMinimum, disclosures, refuseDisclosures } from '../privacy/disclosures.ts';
import type { By } from './by.ts';
import { type DefinitionVersion, definitionOf, electionOf, revokedKeys } from './elections.ts';
import { knownVersions } from './known-versions.ts';
import { placeChecker } from '../return/parse.ts';
import { readSignedFiles, type SignedReading } from './import-signed.ts';
import { type NewArrival, storeArrivals } from './returns.ts';

export type ImportRequest = {
  readonly pack: Pack;
  readonly channel: Channel;
  readonly election: string;
  readonly by: By;
  readonly step?: (name: string, done?: number) => void;
  /** Hears of all that the counts would disclose, before they are refused. */
  readonly disclosed?: (words: readonly string[]) => void;
};

export type ImportedReturns = {
  readonly added: number;
  readonly known: number;
  readonly rejected: number;
  readonly problems: readonly ReadProblem[];
  /** What a person should know who took one channel for another, or works on a draft. */
  readonly notices: readonly string[];
};

/** The errors of the readers; FORMAT_UNKNOWN where no file holds a return; NOT_FOUND for the election; CONFLICT where the files hold nothing of the channel. */
export function importReturns(
  ledger: Ledger,
  files: readonly InputFile[],
  { pack, channel, election, by, step, disclosed }: ImportRequest,
): ImportedReturns {
  const { current } = electionOf(ledger, election);
  const definition = definitionOf(ledger, election);
  const chosen = chosenFiles(files, pack, channel);
  step?.('reading');
  const { arrivals, problems } = readReturns(ledger, chosen, pack, { definition, hash: current.hash, channel });
  step?.('keeping');
  // Kept while the rest is still verified; what is refused as a whole takes all of it back.
  const { added, known } = ledger.write(() => {
    const kept: NewArrival[] = [];
    const stored = { added: 0, known: 0 };
    for (const some of batches(arrivals)) {
      const { added: more, known: again } = storeArrivals(ledger, some, by.name);
      stored.added += more;
      stored.known += again;
      kept.push(...some);
    }
    refuseNothing(kept, problems, channel);
    refuseSmall(definition, kept, disclosed);
    const rejected = problems.filter(({ kind }) => kind === 'rejected').length;
    recordAudit(ledger, {
      event: 'returns.imported',
      actor: by.actor,
      subject: election,
      details: { channel, pack: pack.name, ...stored, rejected, digest: digestOfFiles(chosen) },
    });
    return stored;
  });
  const notices = [...draftNotice(current), ...(added === 0 ? [] : sameElsewhere(ledger, election, channel))];
  return { added, known, rejected: problems.filter(({ kind }) => kind === 'rejected').length, problems, notices };
}

const batchSize = 256;

function* batches(arrivals: Iterable<NewArrival>): Generator<readonly NewArrival[]> {
  let batch: NewArrival[] = [];
  for (const one of arrivals) {
    batch.push(one);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function refuseNothing(kept: readonly NewArrival[], problems: readonly ReadProblem[], channel: Channel): void {
  if (kept.length > 0) return;
  const unknown = problems.find(({ code }) => code === 'FORMAT_UNKNOWN');
  if (unknown !== undefined && problems.every(({ code }) => code === 'FORMAT_UNKNOWN'))
    throw new PollwardenError('FORMAT_UNKNOWN', unknown.detail, { file: unknown.file });
  if (problems.length === 0)
    throw new PollwardenError('VALUE_MISSING', `these files hold no return of the channel ${channel}`);
}

const draftNotice = ({ state, version }: DefinitionVersion): readonly string[] =>
  state === 'fixed' ? [] : [`version ${version} of the definition is ${state}: two persons fix it with election fix`];

/** The same returns on another channel are right where they came another way, and wrong where a file was taken twice. */
function sameElsewhere({ db }: Ledger, election: string, channel: Channel): readonly string[] {
  const rows = db
    .prepare(
      `SELECT other.channel AS channel, count(*) AS n FROM arrivals own
       JOIN arrivals other ON other.hash = own.hash AND other.channel <> own.channel AND other.source = own.source
       WHERE own.election = ? AND own.channel = ? GROUP BY other.channel ORDER BY other.channel`,
    )
    .all(election, channel) as { readonly channel: string; readonly n: number }[];
  return rows.map(
    ({ channel: other, n }) =>
      `${n} of these returns came from the same line of a file of the same name on the channel ${other}: a second channel is another way, not a copy`,
  );
}

/** PRIVACY_REFUSED where the definition records no law that allows what these counts would disclose. */
function refuseSmall(
  definition: Definition,
  arrivals: readonly NewArrival[],
  disclosed: ImportRequest['disclosed'],
): void {
  const units = arrivals.map(({ signed: { return: one } }) => ({
    contest: one.contest,
    unit: one.unit,
    counts: one.counts,
  }));
  const { count, ground } = definition.minimumVoters;
  const minimum = (ground ?? '').trim() === '' ? Math.max(count, defaultMinimum) : count;
  disclosed?.(disclosures(definition, units, minimum).map(({ words }) => words));
  refuseDisclosures(definition, units);
}

/** Of a folder with signed returns of all channels, the files that say this one. */
function chosenFiles(files: readonly InputFile[], pack: Pack, channel: Channel): readonly InputFile[] {
  if (pack.reads !== 'pollwarden') return files;
  const named = files.filter(({ path }) => path.endsWith('.returns.jsonl') || path.endsWith('.return.json'));
  const own = named.filter(({ path }) => path.split(/[\\/]/).at(-1)?.startsWith(`${channel}.`) === true);
  return own.length > 0 ? own : named.length > 0 ? named : files;
}

function readReturns(
  ledger: Ledger,
  files: readonly InputFile[],
  pack: Pack,
  against: { readonly definition: Definition; readonly hash: string; readonly channel: Channel },
): SignedReading {
  const { definition, channel } = against;
  if (pack.reads === 'pollwarden') {
    const { election } = definition;
    const hashes = new Set(knownVersions(ledger, election).map(({ hash }) => hash));
    const revoked = revokedKeys(ledger, election);
    // It comes after every revocation on record, also where the clock was set back since.
    const receivedAt = Math.max(ledger.now(), ...revoked.values());
    return readSignedFiles(ledger, files, channel, { known: { definition, hashes }, revoked, receivedAt });
  }
  // Files of others do not say when they were counted; the day keeps the same figures the same return.
  return placed(readerOf(pack).returns(files, pack, { ...against, at: `${definition.day}T00:00:00Z` }), definition);
}

/** Figures that belong nowhere, or are no figures of a unit, are told with their place, and the rest goes on. */
function placed({ arrivals, problems }: ReturnsReading, definition: Definition): SignedReading {
  const placeProblem = placeChecker(definition);
  const wrong = arrivals.flatMap((arrival): readonly (readonly [object, ReadProblem])[] => {
    const { signed, source } = arrival;
    const detail = placeProblem(signed.return);
    if (detail === undefined) return [];
    const row = source.row === undefined ? {} : { row: source.row };
    return [[arrival, { code: 'RETURN_INVALID', file: source.file ?? '', ...row, detail, kind: 'rejected' }]];
  });
  const refused = new Set(wrong.map(([arrival]) => arrival));
  return {
    arrivals: arrivals.filter((arrival) => !refused.has(arrival)),
    problems: [...problems, ...wrong.map(([, problem]) => problem)],
  };
}

function digestOfFiles(files: readonly InputFile[]): string {
  const hash = createHash('sha256');
  for (const { read } of files) hash.update(createHash('sha256').update(read()).digest());
  return hash.digest('hex');
}
