// The total of a log: sums by contest and area, seats, and how each unit stands, from the log's entries alone; docs/log-entries.md,
// "The total". Browser-safe.
import type { Contest, Definition, Digest } from '../../elections/definition/definition.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { turnoutKeys, type TurnoutKeys } from '../../results/tally/add.ts';
import { type AreaTree, areaTree } from '../../results/tally/areas.ts';
import { unitsOfContest } from '../../results/tally/tally-units.ts';
import type { Counts } from '../../results/tally/tally.ts';
import type { ContestSums, Total, UnitStanding } from '../model/site.ts';
import { addFigures, addStanding, type Adding, nothing, sumsOf, upTo } from './adding.ts';
import { type IsSigned, judge, type Judged } from './judge.ts';
import { overModes } from './over-modes.ts';
import { seatsOf } from './seats.ts';
import { definitionInForce, type LoggedRecord, type LogState, unitKey } from './state.ts';

export type UnitResult = {
  readonly contest: string;
  readonly unit: string;
  readonly standing: UnitStanding;
  /** Undefined where no record tells of it. */
  readonly judged: Judged | undefined;
  /** Place of its commitment: that of its return, else the newest. */
  readonly commitment: number | null;
};

export type Reckoned = {
  readonly total: Total;
  readonly definition: Definition;
  /** By area, those below the contest's own too. */
  readonly areas: ReadonlyMap<string, readonly ContestSums[]>;
  /** By unitKey, of each contest and each unit that votes in it, in the order of the definition. */
  readonly units: ReadonlyMap<string, UnitResult>;
};

type Look = {
  readonly state: LogState;
  readonly definition: Definition;
  readonly digest: Digest;
  readonly tree: AreaTree;
  readonly keys: TurnoutKeys;
  readonly isSigned: IsSigned;
};

export const totalText = (total: Total): string => canonicalJson(total);

/** Undefined until the definition in force is in the log. SUM_TOO_LARGE. */
export function reckon(state: LogState, isSigned: IsSigned): Reckoned | undefined {
  const definition = definitionInForce(state);
  if (definition === undefined || state.definition === undefined) return undefined;
  const tree = areaTree(definition.areas);
  const look = { state, definition, digest: state.definition, tree, keys: turnoutKeys(definition), isSigned };
  const areas = new Map<string, ContestSums[]>();
  const units = new Map<string, UnitResult>();
  const contests = definition.contests.map((contest): Total['contests'][number] => {
    const { own, without } = contestSums(look, contest, units);
    const sums = upTo(contest.area, own, definition, tree);
    for (const [area, adding] of sums) {
      const known = areas.get(area) ?? [];
      areas.set(area, known);
      known.push(sumsOf(contest.id, adding));
    }
    const whole = sumsOf(contest.id, sums.get(contest.area) ?? nothing());
    return { ...whole, without, seats: whole.counted === 0 ? null : seatsOf(definition, contest, whole.counts) };
  });
  const { election } = definition;
  const total = { format: 'pollwarden-total/1', election, definition: look.digest, contests } as const;
  return { total, definition, areas, units };
}

type Contested = { readonly own: ReadonlyMap<string, Adding>; readonly without: Counts | null };

/** Each unit in its own area, each record in the area that it is of; and the whole without what is unverified. */
function contestSums(look: Look, contest: Contest, units: Map<string, UnitResult>): Contested {
  const { state, definition, tree } = look;
  const own = new Map<string, Adding>();
  const at = (area: string): Adding => {
    const known = own.get(area) ?? nothing();
    own.set(area, known);
    return known;
  };
  const judged = new Map<LoggedRecord, Judged>();
  const voting = unitsOfContest(definition, contest.area, tree);
  for (const { id, area } of voting) {
    const key = unitKey(contest.id, id);
    const logged = state.latest.get(key);
    const found = logged === undefined ? undefined : (judged.get(logged) ?? judgeIn(look, logged, contest));
    if (logged !== undefined && found !== undefined) judged.set(logged, found);
    const committed = state.committed.get(key) ?? null;
    const standing = found?.standing ?? (committed === null ? 'awaited' : 'committed');
    addStanding(at(area), standing);
    const commitment = found?.return === undefined ? committed : (found.return.commitment ?? committed);
    units.set(key, { contest: contest.id, unit: id, standing, judged: found, commitment });
  }
  const areaOf = new Map(voting.map(({ id, area }) => [id, area]));
  return { own, without: addRecords(look, contest, [...judged.values()], { at, areaOf }) };
}

function judgeIn({ state, definition, isSigned }: Look, logged: LoggedRecord, contest: Contest): Judged {
  const form = state.definitions.get(logged.record.definition) ?? definition;
  const own = form.contests.find(({ id }) => id === contest.id) ?? contest;
  return judge(state, logged, form, own, isSigned);
}

type Into = { readonly at: (area: string) => Adding; readonly areaOf: ReadonlyMap<string, string> };

function addRecords(look: Look, contest: Contest, judged: readonly Judged[], { at, areaOf }: Into): Counts | null {
  const { definition, keys, tree } = look;
  const inOneForm = overModes(definition, contest);
  const open = judged.some(({ standing }) => standing === 'unverified');
  const sure = nothing();
  for (const { counts, standing, logged } of judged) {
    const { of, units } = logged.record;
    const voting = units.filter((unit) => areaOf.has(unit));
    const figures = inOneForm(counts);
    const area = of.kind === 'unit' ? areaOf.get(of.id) : of.id;
    // An area that the contest does not hold, or that is not above its units, gives no place below the whole.
    const inside = area !== undefined && tree.upwards(area).includes(contest.area);
    const above = inside && voting.every((unit) => tree.upwards(areaOf.get(unit) ?? '').includes(area));
    addFigures(at(above ? area : contest.area), voting, figures, keys);
    if (open && standing !== 'unverified') addFigures(sure, voting, figures, keys);
  }
  return open ? sumsOf(contest.id, sure).counts : null;
}
