// The tree of areas: who is above whom. A ring or a missing parent ends the way up, and never hangs.
import type { Area, Definition } from '../../elections/definition/definition.ts';

export type AreaTree = {
  readonly byId: ReadonlyMap<string, Area>;
  /** Areas directly below, in the order of the definition. */
  readonly below: (area: string) => readonly Area[];
  /** The area itself first, then what is above it. */
  readonly upwards: (area: string) => readonly string[];
};

export function areaTree(areas: Definition['areas']): AreaTree {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const children = new Map<string, Area[]>();
  for (const area of areas) {
    if (area.parent === undefined) continue;
    const known = children.get(area.parent);
    if (known === undefined) children.set(area.parent, [area]);
    else known.push(area);
  }
  const ways = new Map<string, readonly string[]>();
  const upwards = (area: string): readonly string[] => {
    const known = ways.get(area);
    if (known !== undefined) return known;
    const way = new Set<string>();
    for (let at: string | undefined = area; at !== undefined && !way.has(at); at = byId.get(at)?.parent) way.add(at);
    ways.set(area, [...way]);
    return [...way];
  };
  return { byId, below: (area) => children.get(area) ?? [], upwards };
}
