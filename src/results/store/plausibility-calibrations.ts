// Calibrations of plausibility on a past election of the same ledger: never on the election itself.
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Calibration } from '../plausibility/calibration.ts';
import { halvesOf, heldOutRates, type HeldOutRate, type Score, scoresOf, tailsOf } from '../plausibility/held-out.ts';
import { plausibilityPackOf } from '../plausibility/packs/index.ts';
import type { By } from './by.ts';
import { definitionOf, electionOf } from './elections.ts';
import { unitInputs } from './plausibility-inputs.ts';

/** That a person made for this election and pack; undefined where none did. */
export function calibrationFor({ db }: Ledger, election: string, pack: string): Calibration | undefined {
  const row = db
    .prepare('SELECT calibration FROM plausibility_calibrations WHERE election = ? AND pack = ?')
    .get(election, pack) as { readonly calibration: string } | undefined;
  return row === undefined ? undefined : (JSON.parse(row.calibration) as Calibration);
}

export type MadeCalibration = {
  readonly election: string;
  readonly past: string;
  readonly pack: string;
  readonly calibration: Calibration;
  /** Half of the past election's areas against the other half, both ways: how far the rates can be trusted. */
  readonly heldOut: readonly HeldOutRate[];
};

const insert = `INSERT INTO plausibility_calibrations (election, past, pack, calibration, made_by, made_at)
  VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (election) DO UPDATE SET past = excluded.past, pack = excluded.pack,
  calibration = excluded.calibration, made_by = excluded.made_by, made_at = excluded.made_at`;

/** NOT_FOUND; INPUT_INVALID for the election itself, or a past one with too few units; PACK_INVALID. */
export function calibrateOn(
  ledger: Ledger,
  election: string,
  { past, pack: name }: { readonly past: string; readonly pack?: string },
  by: By,
): MadeCalibration {
  if (past === election)
    throw new PollwardenError('INPUT_INVALID', 'an election cannot calibrate itself; name a past one');
  const pack = plausibilityPackOf(electionOf(ledger, election).pack, name);
  const definition = definitionOf(ledger, past);
  const inputs = unitInputs(ledger, definition);
  const scores = definition.contests.flatMap((contest): readonly Score[] =>
    scoresOf(definition, contest, inputs.get(contest.id) ?? [], pack),
  );
  const tails = tailsOf(scores);
  if (Object.keys(tails).length === 0)
    throw new PollwardenError('INPUT_INVALID', `${past} has too few units with returns to calibrate on`);
  const calibration = { on: `${definition.name} of ${definition.day}`, days: [], tails };
  const [one, other] = halvesOf({ name: past, scores });
  ledger.write(() => {
    ledger.db
      .prepare(insert)
      .run(election, past, pack.name, JSON.stringify(calibration), by.name, Math.trunc(ledger.now()));
    const details = { past, pack: pack.name, by: by.name };
    recordAudit(ledger, { event: 'plausibility.calibrated', actor: by.actor, subject: election, details });
  });
  const heldOut = [...heldOutRates(one, other), ...heldOutRates(other, one)];
  return { election, past, pack: pack.name, calibration, heldOut };
}
