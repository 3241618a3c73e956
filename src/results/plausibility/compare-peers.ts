// Every share of every unit of a contest against its peers: turnout, rejected ballots, modes, the share of each list,
// and turnout and a list together. Browser-safe.
import type { Contest, Definition } from '../../elections/definition/definition.ts';
import { figuresOf, type Prepared, type Share, shareOf } from './figures.ts';
import type { FigureKind } from './hit.ts';
import type { PlausibilityPack, ShareFigure } from './plausibility-pack.ts';
import { type AreaPaths, type Observed, type Residual, residualsOf, shareAt } from './residuals.ts';

export type Comparison = {
  readonly kind: FigureKind;
  /** Place of the unit among those prepared. */
  readonly unit: number;
  readonly score: number;
  readonly residual: Residual;
  /** Of a share figure. */
  readonly figure?: ShareFigure;
  /** Place of the list in the contest. */
  readonly option?: number;
  /** Of turnoutAndShare: the other of the two. */
  readonly turnout?: Residual;
};

export type Compared = {
  readonly comparisons: readonly Comparison[];
  /** By place of the list, then of the unit; also of lists with too few votes to be compared. */
  readonly lists: readonly ReadonlyMap<number, Residual>[];
  readonly turnout: ReadonlyMap<number, Residual>;
};

function against(
  units: readonly Prepared[],
  share: (unit: Prepared) => Share | undefined,
  paths: AreaPaths,
  pack: PlausibilityPack,
): ReadonlyMap<number, Residual> {
  const observed = units.flatMap((unit, key): readonly Observed[] => {
    const found = share(unit);
    return found === undefined || found.of < pack.leastBallots ? [] : [{ key, area: unit.area, share: found }];
  });
  return residualsOf(observed, paths, pack.leastPeers);
}

/** Enough votes were counted or expected for the list to say anything. */
const tells = ({ share, centre }: Residual, least: number): boolean =>
  share.part >= least || share.of * shareAt(centre) >= least;

export function compareWithPeers(
  definition: Definition,
  contest: Contest,
  units: readonly Prepared[],
  pack: PlausibilityPack,
  paths: AreaPaths,
): Compared {
  const comparisons: Comparison[] = [];
  let turnout: ReadonlyMap<number, Residual> = new Map();
  for (const figure of figuresOf(definition, pack)) {
    const found = against(units, (unit) => shareOf(unit, figure), paths, pack);
    if (figure.kind === 'turnout') turnout = found;
    for (const [unit, residual] of found)
      comparisons.push({ kind: figure.kind, unit, score: residual.score, residual, figure });
  }
  const lists = contest.options.map((_, option) => {
    const share = ({ votes, allVotes }: Prepared): Share | undefined => {
      const part = votes[option];
      return part === undefined || allVotes === 0 ? undefined : { part, of: allVotes };
    };
    return against(units, share, paths, pack);
  });
  lists.forEach((list, option) => {
    for (const [unit, residual] of list)
      if (tells(residual, pack.leastVotes))
        comparisons.push({ kind: 'listShare', unit, score: residual.score, residual, option });
  });
  comparisons.push(...together(lists, turnout, pack));
  return { comparisons, lists, turnout };
}

/** Of each unit the list for which turnout and share are both furthest above the peers: the smaller of both scores. */
function together(
  lists: Compared['lists'],
  turnout: Compared['turnout'],
  pack: PlausibilityPack,
): readonly Comparison[] {
  const found: Comparison[] = [];
  for (const [unit, voted] of turnout) {
    let best: Comparison | undefined;
    lists.forEach((list, option) => {
      const residual = list.get(unit);
      if (residual === undefined || !tells(residual, pack.leastVotes)) return;
      const score = Math.max(0, Math.min(voted.score, residual.score));
      if (best === undefined || score > best.score)
        best = { kind: 'turnoutAndShare', unit, score, residual, option, turnout: voted };
    });
    if (best !== undefined) found.push(best);
  }
  return found;
}
