// All calls of an election as a file, without names of people, from which anybody checks them again.
import type { Ledger } from '../../../ledger/ledger.ts';
import type { CallsFile } from '../../call-back/export-format.ts';
import type { CountReturn } from '../../return/count-return.ts';
import { electionOf } from '../elections.ts';
import { callsOf, triesOf } from './rows.ts';
import { unlocksOf } from './unlock.ts';

function returnOf({ db }: Ledger, hash: string | undefined): CountReturn | null {
  if (hash === undefined) return null;
  const row = db.prepare('SELECT bytes FROM returns WHERE hash = ?').get(hash) as { readonly bytes: Uint8Array };
  return JSON.parse(Buffer.from(row.bytes).toString('utf8')) as CountReturn;
}

/** NOT_FOUND. */
export function exportCalls(ledger: Ledger, election: string): CallsFile {
  return {
    format: 'pollwarden-call-backs/1',
    election: electionOf(ledger, election).id,
    calls: callsOf(ledger, election).map((call) => {
      const { number, contest, unit, centre, sheet, line, kind, definition, state, hash } = call;
      return {
        number,
        contest,
        unit,
        centre,
        sheet,
        line,
        kind,
        definition,
        state,
        tries: triesOf(ledger, number).map((one) => ({
          number: one.number,
          totals: one.totals,
          code: one.code,
          answer: one.answer ?? null,
        })),
        return: returnOf(ledger, hash),
      };
    }),
    unlocks: unlocksOf(ledger, election)
      .filter(({ state }) => state === 'done')
      .map(({ contest, unit, reason, upTo }) => ({ contest, unit, reason, upTo })),
  };
}
