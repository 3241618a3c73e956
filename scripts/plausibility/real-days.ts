// Real Bulgarian days as inputs of plausibility, read in place with the pack of the product; nothing of them is kept.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Definition } from '../../src/elections/definition/definition.ts';
import { sharedData } from '../../src/kernel/testing/shared-data.ts';
import type { InputFile } from '../../src/results/formats/reading.ts';
import { readerOf } from '../../src/results/formats/readers.ts';
import { packOf } from '../../src/results/packs/index.ts';
import type { UnitInput } from '../../src/results/plausibility/hit.ts';

export type Day = { readonly definition: Definition; readonly inputs: readonly UnitInput[] };

const inputFile = (path: string): InputFile => ({
  path,
  sizeBytes: statSync(path).size,
  read: () => readFileSync(path),
});

/** Undefined where the data set is missing. */
export function realDay(day: string): Day | undefined {
  const folder = sharedData(join('results', 'bulgaria', day));
  if (folder === undefined) return undefined;
  const files = readdirSync(folder).map((name) => inputFile(join(folder, name)));
  const pack = packOf('bulgaria');
  const reader = readerOf(pack);
  const { definition } = reader.definition(files, pack, `bg-${day}`);
  const against = { definition, hash: '0'.repeat(64), channel: 'official', at: `${day}T00:00:00Z` } as const;
  const { arrivals } = reader.returns(files, pack, against);
  return {
    definition,
    inputs: arrivals.map(({ signed: { return: one } }) => ({
      contest: one.contest,
      unit: one.unit,
      state: 'received',
      counts: one.counts,
      late: false,
      difference: '',
    })),
  };
}
