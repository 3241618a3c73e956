// Returns that centres kept: they open what headquarters never opened, and stand in for entries that are lost. Browser-safe.
import type { SignedReturn } from '../../results/return/count-return.ts';
import { sameBytes } from '../../tlog/hash.ts';
import { returnEntryBytes } from '../model/entry-bytes.ts';
import { offer, type Offered } from '../total/offer.ts';
import type { Kept } from './entries.ts';

/** `offered`: how many of them the log has, how many it only commits to, and how many neither, once they were offered. */
export function keptBy(
  returns: readonly SignedReturn[],
): Kept & { readonly offered: Readonly<Record<Offered, number>> } {
  const offered = { opened: 0, known: 0, uncommitted: 0, refused: 0 };
  return {
    offered,
    entry: async ({ tree, crypto }, { state }, place) => {
      const leaf = await tree.leaf(place);
      if (leaf === undefined) return undefined;
      for (const signed of returns) {
        const bytes = returnEntryBytes(state, signed, crypto.sha256);
        if (sameBytes(tree.hasher.leaf(bytes), leaf)) return bytes;
      }
      return undefined;
    },
    offer: ({ context }) => {
      for (const signed of returns) offered[offer(context, signed)]++;
    },
  };
}
