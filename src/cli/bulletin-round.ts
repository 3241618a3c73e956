// What commands of the bulletin say of a round of a log: what each witness answered, and whether readers find it.
import type { Round } from '../tlog/files/round.ts';
import { printable } from './printable.ts';
import { formatCount } from './table.ts';

/** Milliseconds that a witness may take for its answer. */
export const witnessPatience = 10_000;

const answers = {
  signed: 'signed',
  ahead: 'has seen more entries than are here; was an older state put back?',
  inconsistent: 'has seen other entries; nobody should go on before it is known why',
  unknownLog: 'does not know this log yet; register it there',
  unreachable: 'was not reached',
  refused: 'refused',
} as const;

/** One line for each witness, and one where the checkpoint is not published. */
export function roundLines({ witnesses, published, size }: Round): readonly string[] {
  return [
    ...witnesses.map((one) => {
      const detail = 'detail' in one ? ` (${printable(one.detail, 120)})` : '';
      return `  witness ${printable(one.name, 60)} ${answers[one.result]}${detail}`;
    }),
    published
      ? `  a checkpoint of ${formatCount(size)} entries is published`
      : '  too few witnesses signed: nothing new is published',
  ];
}
