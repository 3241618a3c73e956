// The definition of a generated election: a country that does not exist, its areas, centres with keys, units and lists.
import { createHash } from 'node:crypto';
import type {
  Area,
  CountCentre,
  CountingUnit,
  Definition,
  Option,
  Rule,
} from '../../elections/definition/definition.ts';
import { type Random, seededRandom } from '../../kernel/random.ts';
import { type GeneratedKey, keyOf } from './keys.ts';

export type ElectionPlan = {
  readonly seed: number;
  readonly election: string;
  readonly day: string;
  readonly units: number;
  readonly areas: number;
  readonly options: number;
  /** Candidates on each list; 0 for lists without. */
  readonly candidates: number;
};

export type GeneratedElection = {
  readonly definition: Definition;
  /** Of the canonical definition. */
  readonly keys: ReadonlyMap<string, readonly GeneratedKey[]>;
};

const heads = [
  'Ald',
  'Bryn',
  'Cors',
  'Dun',
  'Elm',
  'Fern',
  'Gorse',
  'Hythe',
  'Isk',
  'Kell',
  'Low',
  'Mar',
  'Nor',
  'Ost',
];
const tails = ['bury', 'dale', 'fleet', 'ham', 'marsh', 'mere', 'mouth', 'quay', 'stead', 'wick'];
const houses = [
  'School',
  'Town hall',
  'Library',
  'Sports hall',
  'Parish room',
  'Fire station',
  'Ferry house',
  'Museum',
];
const lists = [
  'Harbour Union',
  'Meadow and Mill',
  'New Compass',
  'Civic Lantern',
  'Lowland Farmers',
  'Open Sluice',
  'Northern Bridge',
  'Evening Bell',
  'Common Orchard',
  'Lighthouse Party',
  'Salt Road',
  'Seven Wells',
];
const firstNames = ['Ansel', 'Brita', 'Corin', 'Dalia', 'Edda', 'Farid', 'Greta', 'Hollis', 'Ines', 'Joris'];
const lastNames = [
  'Abeel',
  'Broek',
  'Castell',
  'Duyn',
  'Evers',
  'Fenn',
  'Gall',
  'Holm',
  'Ibarra',
  'Jansz',
  'Kroon',
  'Lund',
];

const pick = <T>(random: Random, from: readonly T[]): T => from[random.below(from.length)];

const rule = (code: string, kind: Rule['kind'], label: string, breaks: string, fields: readonly string[]): Rule => ({
  code,
  kind,
  label,
  breaks,
  fields,
});

const generatedRules = (options: readonly Option[]): readonly Rule[] => [
  rule(
    'L1',
    'error',
    'Ballots cast are not valid, blank and invalid ones together',
    'cast != valid + blank + invalid',
    ['cast', 'valid', 'blank', 'invalid'],
  ),
  rule('L2', 'error', 'Votes for the lists are not as many as valid ballots', 'sum(all) != valid', ['valid']),
  rule('L3', 'error', 'More ballots were cast than people may vote here', 'cast > registered', ['cast', 'registered']),
  ...options.flatMap(({ id, name, candidates }) =>
    candidates === undefined
      ? []
      : [
          rule(
            `L4.${id}`,
            'error',
            `Candidates of ${name} do not add up to the list`,
            `sum(all, ${id}) != votes(all, ${id})`,
            [`votes/all/${id}`],
          ),
        ],
  ),
  rule('W1', 'warning', 'Invalid ballots are 5 % or more', 'cast > 0 and 20 * invalid >= cast', ['invalid']),
  rule('W2', 'warning', 'Nobody voted here', 'cast = 0', ['cast']),
];

function areasOf(random: Random, plan: ElectionPlan): readonly Area[] {
  const names = new Set<string>();
  while (names.size < plan.areas)
    names.add(`${pick(random, heads)}${pick(random, tails)}${names.size >= heads.length * 6 ? ` ${names.size}` : ''}`);
  const parts = [...names].map((name, i): Area => ({ id: `d${i + 1}`, name, parent: 'lowmere', level: 'district' }));
  return [{ id: 'lowmere', name: 'Lowmere', level: 'country' }, ...parts];
}

/** Two centres for each area, with two holders each. */
function centresOf(
  plan: ElectionPlan,
  areas: readonly Area[],
): { readonly centres: readonly CountCentre[]; readonly keys: Map<string, readonly GeneratedKey[]> } {
  const keys = new Map<string, readonly GeneratedKey[]>();
  const centres = areas.slice(1).flatMap((area) =>
    ['east', 'west'].map((side): CountCentre => {
      const id = `${area.id}-${side}`;
      const own = ['holder A', 'holder B'].map((holder) =>
        keyOf(`${plan.seed}/${plan.election}/${id}/${holder}`, holder),
      );
      keys.set(id, own);
      return {
        id,
        name: `${area.name} ${side}`,
        area: area.id,
        keys: own.map((one) => ({ id: one.id, holder: one.holder, publicKey: one.publicKey })),
      };
    }),
  );
  return { centres, keys };
}

function unitsOf(random: Random, plan: ElectionPlan, areas: readonly Area[]): readonly CountingUnit[] {
  return Array.from({ length: plan.units }, (_, i): CountingUnit => {
    const area = areas[1 + (i % plan.areas)];
    const number = Math.floor(i / plan.areas) + 1;
    return {
      id: `${area.id}-${String(number).padStart(3, '0')}`,
      name: `${area.name}, ${pick(random, houses)} ${number}`,
      area: area.id,
      centre: `${area.id}-${number % 2 === 0 ? 'east' : 'west'}`,
      registered: 180 + random.below(1400),
    };
  });
}

function optionsOf(random: Random, plan: ElectionPlan): readonly Option[] {
  return Array.from({ length: plan.options }, (_, i): Option => {
    const name = lists[i] ?? `List ${i + 1}`;
    if (plan.candidates === 0) return { id: String(i + 1), name };
    const candidates = Array.from({ length: plan.candidates }, (_one, c) => ({
      id: String(c + 1),
      name: `${pick(random, firstNames)} ${pick(random, lastNames)}`,
    }));
    return { id: String(i + 1), name, candidates };
  });
}

/** The same plan gives the same definition, and the same keys: they are for demonstrations and tests only. */
export function generateElection(plan: ElectionPlan): GeneratedElection {
  const random = seededRandom(plan.seed, 71);
  const areas = areasOf(random, plan);
  const { centres, keys } = centresOf(plan, areas);
  const options = optionsOf(random, plan);
  const definition: Definition = {
    format: 'pollwarden-definition/1',
    election: plan.election,
    name: 'Election of the Assembly of Lowmere (generated)',
    day: plan.day,
    timeZone: 'Europe/Brussels',
    pack: { name: 'pollwarden', version: '1' },
    areas,
    centres,
    units: unitsOf(random, plan, areas),
    contests: [
      {
        id: 'assembly',
        name: 'Assembly of Lowmere',
        area: 'lowmere',
        options,
        seats: { method: 'dhondt', seats: 60, threshold: { share: [4, 100], base: 'valid' } },
      },
    ],
    fields: [
      { id: 'registered', label: 'People who may vote here', group: 'form', meaning: 'registered' },
      { id: 'cast', label: 'Ballots in the box', group: 'form', meaning: 'cast' },
      { id: 'valid', label: 'Valid ballots', group: 'form', meaning: 'valid' },
      { id: 'blank', label: 'Blank ballots', group: 'form', meaning: 'blank' },
      { id: 'invalid', label: 'Invalid ballots', group: 'form', meaning: 'invalid' },
    ],
    modes: [{ id: 'all', name: 'All votes' }],
    rules: generatedRules(options),
    carries: { official: ['form', 'all'], backup: ['form', 'all'], observer: ['all'] },
    minimumVoters: { count: 50 },
  };
  return { definition, keys };
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
