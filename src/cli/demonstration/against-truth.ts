// Found groups held against the truth of a generated stream, for the demonstration.

export type NamedGroup = { readonly name: string; readonly members: readonly string[] };
export type FoundGroup = { readonly members: readonly string[]; readonly declared: boolean };

export type AgainstTruth = {
  /** Planted groups of which one found group holds at least half. */
  readonly found: readonly string[];
  readonly missed: readonly string[];
  /** Accounts in undeclared groups, and how many of them no planted group holds. */
  readonly accused: number;
  readonly strangers: number;
};

/** Counts accounts, each once. Declared groups accuse nobody and count for neither side. */
export function againstTruth(planted: readonly NamedGroup[], groups: readonly FoundGroup[]): AgainstTruth {
  const undeclared = groups.filter((group) => !group.declared).map((group) => new Set(group.members));
  const isFound = ({ members }: NamedGroup): boolean =>
    undeclared.some((group) => members.filter((member) => group.has(member)).length * 2 >= members.length);
  const accused = new Set(undeclared.flatMap((group) => [...group]));
  const coordinated = new Set(planted.flatMap(({ members }) => members));
  return {
    found: planted.filter(isFound).map(({ name }) => name),
    missed: planted.filter((group) => !isFound(group)).map(({ name }) => name),
    accused: accused.size,
    strangers: [...accused].filter((account) => !coordinated.has(account)).length,
  };
}
