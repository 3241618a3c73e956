// The list of declared networks against the input and the groups: who of it occurs, which groups hold some of it.
import type { Group } from '../result.ts';

/** A network of the list, with those of its accounts that occur in the input. */
export type ListedNetwork = { readonly name: string; readonly accounts: readonly string[] };

/** The networks of the list, each reduced to the accounts that occur in `accounts`. */
export function listedInInput(networks: readonly ListedNetwork[], accounts: readonly string[]): ListedNetwork[] {
  const present = new Set(accounts);
  return networks.map((network) => ({
    name: network.name,
    accounts: network.accounts.filter((account) => present.has(account)),
  }));
}

/** Accounts of the list that occur in the input, each once. */
export function listedAccounts(networks: readonly ListedNetwork[]): number {
  return new Set(networks.flatMap((network) => network.accounts)).size;
}

/** Networks of the list that some group is. */
export function networksFound(groups: readonly Group[]): number {
  return new Set(groups.flatMap((group) => group.declared ?? [])).size;
}

/** How many members of `group` are on the list, by network, those with most first; nothing where none is. */
export function membersListed(
  group: Group,
  networks: readonly ListedNetwork[],
): readonly { readonly name: string; readonly members: number }[] {
  return networks
    .map((network) => {
      const known = new Set(network.accounts);
      return { name: network.name, members: group.members.filter(({ account }) => known.has(account)).length };
    })
    .filter(({ members }) => members > 0)
    .sort((a, b) => b.members - a.members);
}
