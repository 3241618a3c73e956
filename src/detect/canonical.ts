// One order for the same shares, however they came: what a detector draws at random then falls on the same rows, and a
// batch, a replay and a stream give the same values to the last digit.
import type { ShareSet, ShareTable } from './shares.ts';

/** Names in order, and the new number of each old one. */
function sortNames(names: readonly string[]): { readonly sorted: readonly string[]; readonly renumbered: Uint32Array } {
  const order = Uint32Array.from(names, (_, i) => i);
  order.sort((x, y) => (names[x] < names[y] ? -1 : Number(names[x] > names[y])));
  const renumbered = new Uint32Array(names.length);
  order.forEach((old, i) => (renumbered[old] = i));
  return { sorted: Array.from(order, (old) => names[old]), renumbered };
}

function sortTable(table: ShareTable, accounts: Uint32Array, posts: Uint32Array): ShareTable {
  const { sorted, renumbered } = sortNames(table.objects);
  const account = table.account.map((old) => accounts[old]);
  const post = table.post.map((old) => posts[old]);
  const object = table.object.map((old) => renumbered[old]);
  const order = Uint32Array.from({ length: table.count }, (_, i) => i);
  order.sort((x, y) => table.time[x] - table.time[y] || post[x] - post[y] || object[x] - object[y]);
  return {
    layer: table.layer,
    count: table.count,
    account: order.map((row) => account[row]),
    object: order.map((row) => object[row]),
    post: order.map((row) => post[row]),
    time: Float64Array.from(order, (row) => table.time[row]),
    objects: sorted,
  };
}

/** Accounts, posts and objects by name; rows by time, post and object. */
export function canonical(shares: ShareSet): ShareSet {
  const accounts = sortNames(shares.accounts);
  const posts = sortNames(shares.posts);
  const platforms = shares.platforms;
  const ofAccount = new Array<string>(platforms?.length ?? 0);
  platforms?.forEach((platform, old) => (ofAccount[accounts.renumbered[old]] = platform));
  return {
    ...shares,
    accounts: accounts.sorted,
    posts: posts.sorted,
    tables: shares.tables.map((table) => sortTable(table, accounts.renumbered, posts.renumbered)),
    ...(platforms === undefined ? {} : { platforms: ofAccount }),
  };
}
