// What headquarters' ledger adds to a bulletin: states, times of arrival, papers, and copies that are not what was signed.
import type { Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { unitKey, unitRows } from '../../results/store/unit-rows.ts';
import { type PaperKind, paperKinds } from '../model/site.ts';
import type { Headquarters } from './figures.ts';

export type Papers = ReadonlyMap<string, PaperKind>;

const mostPapers = 1_000_000;

/**
 * Lines of a unit's id, a comma, and qr, handwritten or none, below the header "unit,paper". INPUT_INVALID with the line;
 * `file` as the user named it.
 */
export function readPapers(text: string, file: string): Papers {
  const [header, ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (header !== 'unit,paper')
    throw new PollwardenError('INPUT_INVALID', 'the first line is "unit,paper"', { file, line: 1 });
  if (lines.length > mostPapers) throw new PollwardenError('INPUT_INVALID', `more than ${mostPapers} lines`, { file });
  return new Map(
    lines.map((line, i) => {
      const comma = line.lastIndexOf(',');
      const kind = paperKinds.find((one) => one === line.slice(comma + 1));
      if (comma < 1 || kind === undefined)
        throw new PollwardenError('INPUT_INVALID', 'a unit and one of qr, handwritten, none', { file, line: i + 2 });
      return [line.slice(0, comma), kind] as const;
    }),
  );
}

/** A centre whose holders have keys prints what they signed; others write by hand. What `papers` says goes before. */
function paperOf({ units, centres }: Definition, papers: Papers): (unit: string) => PaperKind {
  const signing = new Set(centres.filter(({ keys }) => keys.length > 0).map(({ id }) => id));
  const centreOf = new Map(units.map(({ id, centre }) => [id, centre]));
  return (unit) => papers.get(unit) ?? (signing.has(centreOf.get(unit) ?? '') ? 'qr' : 'handwritten');
}

type Place = { readonly contest: string; readonly unit: string };

export function headquartersOf(
  ledger: Ledger,
  definition: Definition,
  { papers, differing }: { readonly papers: Papers; readonly differing: readonly Place[] },
): Headquarters {
  const rows = new Map(unitRows(ledger, definition.election).map((row) => [unitKey(row.contest, row.unit), row]));
  const differ = new Set(differing.map(({ contest, unit }) => unitKey(contest, unit)));
  return {
    state: (contest, unit) => rows.get(unitKey(contest, unit))?.state,
    firstAt: (contest, unit) => rows.get(unitKey(contest, unit))?.firstAt,
    differs: (contest, unit) => differ.has(unitKey(contest, unit)),
    paper: paperOf(definition, papers),
  };
}
