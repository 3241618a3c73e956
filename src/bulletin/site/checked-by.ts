// Signatures of returns, checked by the threads that write a bulletin.
import type { CheckReturns } from './read-figures.ts';
import type { Writers } from './writers.ts';

const checkedAtOnce = 128;

/** Signatures are checked by the threads. */
export const checkBy =
  (writers: Writers): CheckReturns =>
  async (found, definitions) => {
    writers.tell({ kind: 'definitions', definitions });
    const hold = new Set<string>();
    const parts = Array.from({ length: Math.ceil(found.length / checkedAtOnce) }, (_, i) =>
      found.slice(i * checkedAtOnce, (i + 1) * checkedAtOnce),
    );
    await Promise.all(
      parts.map(async (part) => {
        const answer = await writers.write({ kind: 'check', lines: part.map(({ line }) => line) });
        part.forEach(({ hash }, i) => void (answer.hold?.[i] === true && hold.add(hash)));
      }),
    );
    return hold;
  };
