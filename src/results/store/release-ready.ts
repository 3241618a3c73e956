// The units of an election as the release looks at them: state, the return that holds, what was released of it last.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import type { UnitState } from '../reconcile/states.ts';
import type { ReleaseBasis } from '../release/record.ts';
import type { UnitForRelease } from '../release/releasable.ts';
import type { CountReturn } from '../return/count-return.ts';
import type { Counts } from '../tally/tally.ts';
import { figuresBeside, isOneReturn } from './held-figures.ts';

type Row = {
  readonly contest: string;
  readonly unit: string;
  readonly state: string;
  readonly holding: string | null;
  readonly heads: string;
  readonly decided: number;
  readonly released: string | null;
  readonly figures: string | null;
  readonly record: number | null;
  readonly certified_from: string | null;
};

export type UnitNow = UnitForRelease & {
  /** Number of the record that its figures stand in; undefined where none does. */
  readonly record: number | undefined;
  /** What is counted of it is just what the return that holds says. */
  readonly oneReturn: boolean;
  readonly basis: ReleaseBasis;
};

const columns = `SELECT s.contest, s.unit, s.state, s.holding, s.heads, l.hash AS released, l.figures, l.record,
    EXISTS (SELECT 1 FROM unit_decisions d
      WHERE d.election = s.election AND d.contest = s.contest AND d.unit = s.unit) AS decided,
    (SELECT h.state_before FROM unit_history h WHERE h.election = s.election AND h.contest = s.contest AND h.unit = s.unit
      AND h.event = 'certified' ORDER BY h.number DESC LIMIT 1) AS certified_from
  FROM unit_states s LEFT JOIN release_latest l
    ON l.election = s.election AND l.contest = s.contest AND l.unit = s.unit
  WHERE s.election = ?`;
const all = `${columns} ORDER BY s.contest, s.unit`;
const one = `${columns} AND s.contest = ? AND s.unit = ?`;

/** In front of the hash of what was released, where the same return holds and something else is counted beside it by now. */
const otherwise = 'otherwise ';

/** Two persons certify what stands there; only channels that agreed, or a person who decided, confirm it. */
function basisOf({ state, certified_from: from }: Row): ReleaseBasis {
  if (state === 'received') return 'oneChannel';
  return state === 'certified' && from !== 'confirmed' && from !== 'corrected' ? 'certified' : 'confirmed';
}

function unitOf(ledger: Ledger, election: string, row: Row): UnitNow {
  const { contest, unit, holding, released, figures } = row;
  const oneReturn = holding !== null && isOneReturn(row.heads, holding, row.decided === 1);
  const same = (): boolean =>
    oneReturn || canonicalJson(countsOfUnit(ledger, election, contest, { unit, hash: holding ?? '' })) === figures;
  return {
    contest,
    unit,
    state: row.state as UnitState,
    hash: holding ?? undefined,
    released: released === null ? undefined : released !== holding || same() ? released : otherwise + released,
    record: row.record ?? undefined,
    oneReturn,
    basis: basisOf(row),
  };
}

export const unitsNow = (ledger: Ledger, election: string): readonly UnitNow[] =>
  (ledger.db.prepare(all).all(election) as Row[]).map((row) => unitOf(ledger, election, row));

/** Undefined where nothing is known of it. */
export function unitNow(ledger: Ledger, election: string, contest: string, unit: string): UnitNow | undefined {
  const row = prepared(ledger.db, one).get(election, contest, unit) as Row | undefined;
  return row === undefined ? undefined : unitOf(ledger, election, row);
}

/** Counts of a return that is in the ledger. */
export function countsOfReturn({ db }: Ledger, hash: string): Counts {
  const row = prepared(db, 'SELECT bytes FROM returns WHERE hash = ?').get(hash) as { readonly bytes: Uint8Array };
  return (JSON.parse(Buffer.from(row.bytes).toString('utf8')) as CountReturn).counts;
}

type Member = { readonly unit: string; readonly hash: string };

/** What is counted of a unit whose return of that hash holds, as in the tally; of one that held before its own figures. */
export const countsOfUnit = (ledger: Ledger, election: string, contest: string, member: Member): Counts =>
  figuresBeside(ledger, election, contest, member) ?? countsOfReturn(ledger, member.hash);

/** The figures of a unit as they were released last; undefined where it never was. */
export function releasedFigures({ db }: Ledger, election: string, contest: string, unit: string): Counts | undefined {
  const row = prepared(db, 'SELECT figures FROM release_latest WHERE election = ? AND contest = ? AND unit = ?').get(
    election,
    contest,
    unit,
  ) as { readonly figures: string } | undefined;
  return row === undefined ? undefined : (JSON.parse(row.figures) as Counts);
}

/** The figures that a member of a record stands with: as they were released where they still are, else as counted now. */
export function figuresOf(
  ledger: Ledger,
  election: string,
  contest: string,
  member: Member,
  now: UnitNow | undefined,
): Counts {
  const stands = now?.released === member.hash ? releasedFigures(ledger, election, contest, member.unit) : undefined;
  if (stands !== undefined) return stands;
  return now?.oneReturn === true && now.hash === member.hash
    ? countsOfReturn(ledger, member.hash)
    : countsOfUnit(ledger, election, contest, member);
}

export const figuresOfMember = (ledger: Ledger, election: string, contest: string, member: Member): Counts =>
  figuresOf(ledger, election, contest, member, unitNow(ledger, election, contest, member.unit));
