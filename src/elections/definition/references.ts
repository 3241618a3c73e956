// What holds a definition together: each id once, nothing named that is not there, areas that form a tree, keys that are each one
// holder's. Browser-safe: whoever verifies a log asks the same as headquarters did.
import { PollwardenError } from '../../kernel/errors.ts';
import { reading } from '../../kernel/same-reading.ts';
import type { Definition } from './definition.ts';

/** Keys of figures are joined from ids with slashes, so that an id has none. */
export const idForm = /^[^\s/<>"'&\\]+$/u;
export const mostSeats = 10_000;

export const invalid = (detail: string): PollwardenError => new PollwardenError('DEFINITION_INVALID', detail);

export function unique(what: string, ids: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  for (const one of ids) {
    if (seen.has(one)) throw invalid(`${what} ${one} is there twice`);
    seen.add(one);
  }
  return seen;
}

const idsOf = (all: readonly { readonly id: string }[]): readonly string[] => all.map((one) => one.id);

export type Identities = Pick<Definition, 'areas' | 'centres' | 'units' | 'contests' | 'modes' | 'fields'>;

/** DEFINITION_INVALID where an id is there twice, or something is named that is not there. */
export function checkIdentities(definition: Identities): void {
  const { areas, centres, units, contests, modes, fields } = definition;
  checkKeys(definition);
  const areaIds = unique('area', idsOf(areas));
  const centreIds = unique('centre', idsOf(centres));
  unique('unit', idsOf(units));
  unique('field', idsOf(fields));
  unique('mode', idsOf(modes));
  checkOptions(definition);
  const inAreas = (where: string, one: string): void => {
    if (!areaIds.has(one)) throw invalid(`${where} is in the area ${one}, which is not there`);
  };
  for (const one of areas) if (one.parent !== undefined) inAreas(`area ${one.id}`, one.parent);
  checkTree(definition);
  for (const one of centres) inAreas(`centre ${one.id}`, one.area);
  for (const one of contests) inAreas(`contest ${one.id}`, one.area);
  for (const one of units) {
    inAreas(`unit ${one.id}`, one.area);
    if (!centreIds.has(one.centre)) throw invalid(`unit ${one.id} names the centre ${one.centre}, which is not there`);
  }
}

function checkOptions({ contests }: Identities): void {
  unique('contest', idsOf(contests));
  for (const one of contests) {
    unique(`option of ${one.id}`, idsOf(one.options));
    for (const each of one.options) unique(`candidate of ${each.id}`, idsOf(each.candidates ?? []));
  }
}

/** Two holders sign: they have to be two to whoever reads the definition, and no key two holders'. */
function checkKeys({ centres }: Identities): void {
  const all = centres.flatMap(({ keys }) => keys);
  unique('key', idsOf(all));
  unique(
    'public key',
    all.map((one) => one.publicKey),
  );
  // The same few words stand in every centre.
  const readings = new Map(all.map(({ holder }) => [holder, '']));
  for (const holder of readings.keys()) readings.set(holder, reading(holder));
  for (const { id: own, keys } of centres) {
    const names = new Map(keys.map(({ holder }) => [readings.get(holder), holder]));
    const other = keys.find(({ holder }) => names.get(readings.get(holder)) !== holder);
    if (other !== undefined) throw invalid(`two holders of ${own} read alike: ${other.holder}`);
  }
}

const deepest = 32;

/** Areas form a tree of few levels: nobody is above itself, and no walk through it is long. */
function checkTree({ areas }: Identities): void {
  const parents = new Map(areas.map((one) => [one.id, one.parent]));
  const depths = new Map<string, number>();
  for (const { id: start } of areas) {
    const path = new Set<string>();
    let at: string | undefined = start;
    for (; at !== undefined && !depths.has(at); at = parents.get(at)) {
      if (path.has(at)) throw invalid(`the area ${at} stands above itself`);
      path.add(at);
    }
    let depth = at === undefined ? 0 : (depths.get(at) ?? 0);
    for (const one of [...path].toReversed()) depths.set(one, ++depth);
    if (depth > deepest) throw invalid(`areas are nested deeper than ${deepest}`);
  }
}
