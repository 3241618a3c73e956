// Figures that fit only when exchanged: two lists of one unit, two units of one centre, two digits of one figure. Hints
// for whoever looks at the paper; each is what figures resemble. Browser-safe.
import type { Compared } from './compare-peers.ts';
import type { Prepared } from './figures.ts';
import { type Residual, scoreWith } from './residuals.ts';

/** Scores from which a list, and a unit's turnout, does not fit; below `ordinary` it does. */
const strangeList = 3;
const strangeTurnout = 4;
const ordinary = 2;

export type SwitchedLists = { readonly unit: number; readonly more: number; readonly fewer: number };

/** Of each unit the pair of lists whose exchange improves the fit most: both strange before, both ordinary after. */
export function switchedLists({ lists }: Compared, leastVotes: number): readonly SwitchedLists[] {
  const high = new Map<number, number[]>();
  const low = new Map<number, number[]>();
  lists.forEach((list, option) => {
    for (const [unit, { score }] of list) {
      if (Math.abs(score) < strangeList) continue;
      const side = score > 0 ? high : low;
      const places = side.get(unit) ?? [];
      side.set(unit, places);
      places.push(option);
    }
  });
  return [...high].flatMap(([unit, above]) => {
    const pairs = above.flatMap((more) =>
      (low.get(unit) ?? []).map((fewer) => ({ unit, more, fewer, gain: gainOf(lists, unit, more, fewer, leastVotes) })),
    );
    const [best] = pairs
      .filter(({ gain }) => gain > 0)
      .toSorted((a, b) => b.gain - a.gain || a.more - b.more || a.fewer - b.fewer);
    return best === undefined ? [] : [{ unit, more: best.more, fewer: best.fewer }];
  });
}

/** How much the exchange improves the fit, as a sum of squares; 0 where it does not explain both. */
function gainOf(lists: Compared['lists'], unit: number, more: number, fewer: number, leastVotes: number): number {
  const [a, b] = [lists[more].get(unit) as Residual, lists[fewer].get(unit) as Residual];
  if (Math.abs(a.share.part - b.share.part) < leastVotes) return 0;
  const [after, other] = [scoreWith(a, b.share), scoreWith(b, a.share)];
  if (Math.abs(after) > ordinary || Math.abs(other) > ordinary) return 0;
  return a.score ** 2 + b.score ** 2 - after ** 2 - other ** 2;
}

export type SwitchedStations = {
  readonly unit: number;
  readonly other: number;
  /** "voters": each form has the other's number of voters. "turnout": the ballots of each fit the voters of the other. */
  readonly by: 'voters' | 'turnout';
};

const group = (units: readonly Prepared[], keyOf: (unit: Prepared) => string | undefined): Map<string, number[]> => {
  const found = new Map<string, number[]>();
  units.forEach((unit, i) => {
    const key = keyOf(unit);
    if (key === undefined) return;
    const places = found.get(key) ?? [];
    found.set(key, places);
    places.push(i);
  });
  return found;
};

const leastApart = 10;

/** Both ways round, so that each of the two units is named. `field`: the form's own number of voters. */
export function switchedStations(
  units: readonly Prepared[],
  { turnout }: Compared,
  field: string | undefined,
): readonly SwitchedStations[] {
  return [...byVoters(units, field), ...byTurnout(units, turnout)];
}

function byVoters(units: readonly Prepared[], field: string | undefined): readonly SwitchedStations[] {
  if (field === undefined) return [];
  const key = (centre: string, form: number, known: number): string => `${centre}\n${form}\n${known}`;
  const formOf = ({ counts }: Prepared): number | undefined => counts[field];
  const strangers = group(units, (unit) => {
    const form = formOf(unit);
    const { registered, centre } = unit;
    if (form === undefined || registered === undefined || Math.abs(form - registered) < leastApart) return undefined;
    return key(centre, form, registered);
  });
  return units.flatMap((unit, i): readonly SwitchedStations[] => {
    const form = formOf(unit);
    if (form === undefined || unit.registered === undefined || Math.abs(form - unit.registered) < leastApart) return [];
    const others = strangers.get(key(unit.centre, unit.registered, form)) ?? [];
    return others.length === 1 ? [{ unit: i, other: others[0], by: 'voters' }] : [];
  });
}

function byTurnout(units: readonly Prepared[], turnout: Compared['turnout']): readonly SwitchedStations[] {
  const strangers = [...turnout].filter(([, { score }]) => Math.abs(score) >= strangeTurnout).map(([unit]) => unit);
  const places = group(
    strangers.map((i) => units[i]),
    ({ centre, area }) => `${centre}\n${area}`,
  );
  const found: SwitchedStations[] = [];
  for (const members of places.values()) {
    if (members.length > mostOfCentre) continue;
    const pairs = members.flatMap((a) => members.map((b) => [strangers[a], strangers[b]] as const));
    for (const [unit, other] of pairs)
      if (unit !== other && fitExchanged(turnout, unit, other)) found.push({ unit, other, by: 'turnout' });
  }
  const partners = new Map<number, number>();
  for (const { unit } of found) partners.set(unit, (partners.get(unit) ?? 0) + 1);
  return found.filter(({ unit, other }) => partners.get(unit) === 1 && partners.get(other) === 1);
}

const mostOfCentre = 60;

function fitExchanged(turnout: Compared['turnout'], i: number, j: number): boolean {
  const [a, b] = [turnout.get(i) as Residual, turnout.get(j) as Residual];
  if (Math.sign(a.score) === Math.sign(b.score)) return false;
  const [first, second] = [
    { part: b.share.part, of: a.share.of },
    { part: a.share.part, of: b.share.of },
  ];
  if (first.part > first.of || second.part > second.of) return false;
  return Math.abs(scoreWith(a, first)) <= ordinary && Math.abs(scoreWith(b, second)) <= ordinary;
}

/** Numbers that arise from a figure when two neighbouring digits change places and that would fit the peers. */
export function transpositionsThatFit({ share, ...peers }: Residual): readonly number[] {
  const digits = String(share.part);
  return [...digits].flatMap((digit, i) => {
    if (i === 0 || digit === digits[i - 1]) return [];
    const part = Number(digits.slice(0, i - 1) + digit + digits[i - 1] + digits.slice(i + 1));
    const of = share.of - share.part + part;
    return of >= part && Math.abs(scoreWith(peers, { part, of })) <= ordinary ? [part] : [];
  });
}
