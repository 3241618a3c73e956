// Counts, result or definition of an election in a format that others read, as text.
import type { Ledger } from '../../ledger/ledger.ts';
import { totalCounts } from '../formats/counted.ts';
import { totalsCsv, unitsCsv } from '../formats/csv-export.ts';
import { writeEml510 } from '../formats/eml-nl/write-510.ts';
import { writeEml520 } from '../formats/eml-nl/write-520.ts';
import { writeCdf } from '../formats/nist-cdf/write.ts';
import { definitionBytes } from './elections.ts';
import { type ExportChoice, type ExportedCounts, exportedCounts } from './export-counts.ts';

export const exportFormats = ['eml-510', 'eml-520', 'cdf', 'csv', 'csv-totals', 'json', 'definition'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export type ExportStamp = {
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** Who gives this out; the election's name where it is not given. */
  readonly issuer?: string;
  /** How EML_NL names the election, where it was not read from EML_NL. */
  readonly emlId?: string;
};

function ownJson(of: ExportedCounts, createdAt: string): string {
  const { definition, definitionHash, status, tallies, seats, lotsNeeded } = of;
  const contests = of.counted.map(({ contest, units }, i) => ({
    contest,
    units: tallies[i].units,
    counted: units.length,
    totals: totalCounts(units),
    seats: seats.find((one) => one.contest === contest)?.lists ?? null,
    waitsForLot: lotsNeeded.includes(contest),
    perUnit: units,
  }));
  const { election, name, day } = definition;
  return `${JSON.stringify({ format: 'pollwarden-results/1', election, name, day, definition: definitionHash, status, createdAt, contests })}\n`;
}

/** Undefined where there is nothing to write yet. */
export function exportText(format: ExportFormat, of: ExportedCounts, given: ExportStamp): string | undefined {
  const { definition, counted: counts, seats, status } = of;
  const createdAt = `${new Date(given.now).toISOString().slice(0, 19)}Z`;
  const stamp = { createdAt, issuer: given.issuer ?? definition.name };
  if (format === 'eml-510') return writeEml510(definition, counts, stamp, given.emlId);
  if (format === 'eml-520') return writeEml520(definition, seats, stamp, given.emlId);
  if (format === 'cdf') return writeCdf(definition, { counted: counts, seats }, { ...stamp, status });
  if (format === 'csv') return [...unitsCsv(definition, counts)].join('');
  if (format === 'csv-totals') return [...totalsCsv(definition, counts, seats)].join('');
  if (format === 'definition') return Buffer.from(definitionBytes(definition)).toString('utf8');
  return ownJson(of, createdAt);
}

export type ExportRequest = {
  readonly election: string;
  readonly format: ExportFormat;
  readonly choice: ExportChoice;
  readonly stamp: ExportStamp;
};

/** Undefined where there is nothing to write yet; the errors of the tally and of the format. */
export const exportElection = (
  ledger: Ledger,
  { election, format, choice, stamp }: ExportRequest,
): string | undefined => exportText(format, exportedCounts(ledger, election, choice), stamp);
