// Returns from files into the ledger: read, checked, kept, reconciled. What it answers is durable.
import { createHash } from 'node:crypto';
import type { Channel, Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { InputFile, ReadProblem, ReturnsReading } from '../formats/reading.ts';
import { readerOf } from '../formats/readers.ts';
import type { Pack } from '../packs/pack.ts';
import { type By, definitionOf, electionOf } from './elections.ts';
import { storeArrivals } from './returns.ts';

export type ImportRequest = {
  readonly pack: Pack;
  readonly channel: Channel;
  readonly election: string;
  readonly by: By;
  readonly step?: (name: string, done?: number) => void;
};

export type ImportedReturns = {
  readonly added: number;
  readonly known: number;
  readonly rejected: number;
  readonly problems: readonly ReadProblem[];
};

/** The errors of the readers; NOT_FOUND for the election; CONFLICT where the files hold nothing of the channel. */
export async function importReturns(
  ledger: Ledger,
  files: readonly InputFile[],
  { pack, channel, election, by, step }: ImportRequest,
): Promise<ImportedReturns> {
  const { current } = electionOf(ledger, election);
  const definition = definitionOf(ledger, election);
  step?.('reading');
  const { arrivals, problems } = await readReturns(files, pack, { definition, hash: current.hash, channel });
  if (arrivals.length === 0 && problems.length === 0)
    throw new PollwardenError('VALUE_MISSING', `these files hold no return of the channel ${channel}`);
  step?.('keeping');
  const { added, known } = ledger.write(() => {
    const stored = storeArrivals(ledger, arrivals, by.name);
    const rejected = problems.filter(({ kind }) => kind === 'rejected').length;
    recordAudit(ledger, {
      event: 'returns.imported',
      actor: by.actor,
      subject: election,
      details: { channel, pack: pack.name, ...stored, rejected, digest: digestOfFiles(files) },
    });
    return stored;
  });
  return { added, known, rejected: problems.filter(({ kind }) => kind === 'rejected').length, problems };
}

async function readReturns(
  files: readonly InputFile[],
  pack: Pack,
  against: { readonly definition: Definition; readonly hash: string; readonly channel: Channel },
): Promise<ReturnsReading> {
  // Files of others do not say when they were counted; the day keeps the same figures the same return.
  return readerOf(pack).returns(files, pack, { ...against, at: `${against.definition.day}T00:00:00Z` });
}

function digestOfFiles(files: readonly InputFile[]): string {
  const hash = createHash('sha256');
  for (const { read } of files) hash.update(createHash('sha256').update(read()).digest());
  return hash.digest('hex');
}
