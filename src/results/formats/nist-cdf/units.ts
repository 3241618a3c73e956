// Areas and counting units of a report: its reporting units form a graph (districts overlap), ours form a tree.
import type { Area, CountCentre, CountingUnit } from '../../../elections/definition/definition.ts';
import { type CdfElection, type CdfReport, type CdfUnit, idOf, invalid, plainText } from './report.ts';

export type CdfPlaces = {
  readonly areas: readonly Area[];
  readonly centres: readonly CountCentre[];
  readonly units: readonly CountingUnit[];
  /** Our id of a counting unit, by the id within the report. */
  readonly unitIds: ReadonlyMap<string, string>;
  /** The area of a district, or undefined where its units are not just those below it in the tree. */
  readonly areaOf: (district: string) => string | undefined;
};

type Graph = { readonly units: ReadonlyMap<string, CdfUnit>; readonly below: ReadonlyMap<string, readonly string[]> };

function graphOf(report: CdfReport, file: string): Graph {
  const units = new Map<string, CdfUnit>();
  for (const unit of report.GpUnit ?? []) {
    if (unit['@type'] !== 'ElectionResults.ReportingUnit') continue;
    if (units.has(unit['@id'])) throw invalid(`GpUnit ${unit['@id'].slice(0, 80)} is there twice`, file);
    units.set(unit['@id'], unit);
  }
  const below = new Map<string, readonly string[]>();
  for (const [id, { ComposingGpUnitIds: composing = [] }] of units)
    below.set(
      id,
      [...new Set(composing)].filter((one) => units.has(one)),
    );
  return { units, below };
}

/** Every leaf below an id, without walking one twice. */
function leavesOf({ below }: Graph, id: string): ReadonlySet<string> {
  const leaves = new Set<string>();
  const seen = new Set([id]);
  const waiting = [id];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const children = below.get(at) ?? [];
    if (children.length === 0) leaves.add(at);
    for (const child of children) {
      if (seen.has(child)) continue;
      seen.add(child);
      waiting.push(child);
    }
  }
  return leaves;
}

/** Ids from the smallest to what holds them; CDF_INVALID where a unit is composed of itself. */
function upwards({ below }: Graph, file: string): readonly string[] {
  const open = new Map([...below].map(([id, children]) => [id, children.length]));
  const above = new Map<string, string[]>();
  for (const [id, children] of below) {
    for (const child of children) {
      const known = above.get(child);
      if (known === undefined) above.set(child, [id]);
      else known.push(id);
    }
  }
  const order = [...below.keys()].filter((id) => open.get(id) === 0);
  for (let i = 0; i < order.length; i++) {
    for (const parent of above.get(order[i]) ?? []) {
      const left = (open.get(parent) ?? 0) - 1;
      open.set(parent, left);
      if (left === 0) order.push(parent);
    }
  }
  if (order.length < below.size) throw invalid('a GpUnit is composed of itself', file);
  return order;
}

/** One parent each: of those that hold it, the one with the fewest parts below it. */
function parentsOf(graph: Graph, file: string): ReadonlyMap<string, string> {
  const sizes = new Map<string, number>();
  const parents = new Map<string, string>();
  for (const id of upwards(graph, file)) {
    const children = graph.below.get(id) ?? [];
    sizes.set(id, children.length === 0 ? 1 : children.reduce((sum, child) => sum + (sizes.get(child) ?? 0), 0));
  }
  for (const [id, children] of graph.below) {
    for (const child of children) {
      const known = parents.get(child);
      if (known === undefined || (sizes.get(id) ?? 0) < (sizes.get(known) ?? 0)) parents.set(child, id);
    }
  }
  return parents;
}

const deepest = 32;

/** Every walk up the tree is short, whatever a file says. */
function checkDepth(areas: readonly string[], parent: (id: string) => string | undefined, file: string): void {
  for (const id of areas) {
    let depth = 0;
    for (let at: string | undefined = id; at !== undefined; at = parent(at))
      if (++depth > deepest) throw invalid(`areas are nested deeper than ${deepest}`, file);
  }
}

const levelOf = ({ Type, OtherType }: CdfUnit): string =>
  (Type === 'other' ? (OtherType ?? Type) : Type).slice(0, 64) || 'other';

/** Which reporting units are counted, and which are areas, by their ids within the report. */
type Tree = {
  readonly graph: Graph;
  readonly scope: string;
  readonly unitKeys: readonly string[];
  readonly areaKeys: readonly string[];
  readonly parentArea: (id: string) => string | undefined;
  /** The area that holds a counting unit. */
  readonly areaOfUnit: (id: string) => string;
};

function treeOf(report: CdfReport, election: CdfElection, file: string): Tree {
  const graph = graphOf(report, file);
  const scope = election.ElectionScopeId;
  const districts = new Set((election.Contest ?? []).map((contest) => contest.ElectionDistrictId));
  for (const id of [scope, ...districts])
    if (!graph.units.has(id)) throw invalid(`there is no ReportingUnit ${id.slice(0, 80)}`, file);
  const parents = parentsOf(graph, file);
  const leaves = [...graph.units.keys()].filter((id) => (graph.below.get(id) ?? []).length === 0);
  const counted = leaves.filter((id) => id !== scope && !districts.has(id));
  // A report of totals only has no smaller unit than its districts.
  const unitKeys = counted.length > 0 ? counted : leaves;
  const isUnit = new Set(unitKeys);
  const areaKeys = [...graph.units.keys()].filter((id) => !isUnit.has(id) || id === scope || districts.has(id));
  const isArea = new Set(areaKeys);
  const parentArea = (id: string): string | undefined => {
    if (id === scope) return undefined;
    const parent = parents.get(id);
    return parent !== undefined && isArea.has(parent) ? parent : scope;
  };
  checkDepth(areaKeys, parentArea, file);
  const areaOfUnit = (id: string): string => (isArea.has(id) ? id : (parentArea(id) ?? scope));
  return { graph, scope, unitKeys, areaKeys, parentArea, areaOfUnit };
}

/** A district is an area where the counting units below it in the tree are all that it is composed of. */
function districtsOf({ graph, scope, unitKeys, parentArea, areaOfUnit }: Tree): (district: string) => boolean {
  const isUnit = new Set(unitKeys);
  const inTree = new Map<string, number>();
  for (const id of unitKeys)
    for (let at: string | undefined = areaOfUnit(id); at !== undefined; at = parentArea(at))
      inTree.set(at, (inTree.get(at) ?? 0) + 1);
  const known = new Map<string, boolean>();
  return (district) => {
    let whole = known.get(district);
    if (whole === undefined) {
      const composed = [...leavesOf(graph, district)].filter((id) => isUnit.has(id)).length;
      // What no unit holds belongs to the scope.
      whole = inTree.get(district) === (district === scope ? unitKeys.length : composed);
      known.set(district, whole);
    }
    return whole;
  };
}

/** CDF_INVALID where the scope or a district is not there. */
export function placesOf(report: CdfReport, election: CdfElection, file: string): CdfPlaces {
  const tree = treeOf(report, election, file);
  const { graph, unitKeys, areaKeys, parentArea, areaOfUnit } = tree;
  const ids = new Map([...graph.units].map(([id, unit]) => [id, idOf(unit, file)]));
  const nameOf = (id: string): string => ids.get(id) ?? id;
  const labelOf = (id: string): string => plainText(graph.units.get(id)?.Name) || nameOf(id);
  const areas = areaKeys.map((id): Area => {
    const unit = graph.units.get(id);
    const parent = parentArea(id);
    const level = unit === undefined ? 'other' : levelOf(unit);
    return { id: nameOf(id), name: labelOf(id), level, ...(parent === undefined ? {} : { parent: nameOf(parent) }) };
  });
  const units = unitKeys.map((id): CountingUnit => {
    const registered = graph.units.get(id)?.VotersRegistered;
    const area = nameOf(areaOfUnit(id));
    return {
      id: nameOf(id),
      name: labelOf(id),
      area,
      centre: area,
      ...(registered === undefined ? {} : { registered }),
    };
  });
  const used = new Set(units.map(({ centre }) => centre));
  const centres = areas.filter(({ id }) => used.has(id)).map(({ id, name }) => ({ id, name, area: id, keys: [] }));
  const isWhole = districtsOf(tree);
  return {
    areas,
    centres,
    units,
    unitIds: new Map(unitKeys.map((id) => [id, nameOf(id)])),
    areaOf: (district) => (isWhole(district) ? nameOf(district) : undefined),
  };
}
