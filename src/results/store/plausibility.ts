// The plausibility of an election in the ledger: the returns that hold, against their peers and the rules of a pack.
import type { Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type Assessment, assess } from '../plausibility/assess.ts';
import { plausibilityPackOf } from '../plausibility/packs/index.ts';
import type { PlausibilityPack } from '../plausibility/plausibility-pack.ts';
import { definitionOf } from './elections.ts';
import { calibrationFor } from './plausibility-calibrations.ts';
import { unitInputs } from './plausibility-inputs.ts';

export type ElectionAssessment = {
  readonly election: string;
  readonly name: string;
  /** One for each contest. */
  readonly contests: readonly Assessment[];
};

/** The pack named or that of the definition's country, with the calibration that was made for this election. */
export function packFor(ledger: Ledger, { election, pack }: Definition, name?: string): PlausibilityPack {
  const own = plausibilityPackOf(pack.name, name);
  const calibration = calibrationFor(ledger, election, own.name);
  return calibration === undefined ? own : { ...own, calibration };
}

/** NOT_FOUND for the election; PACK_INVALID for the pack. Changes nothing. */
export function assessElection(ledger: Ledger, election: string, packName?: string): ElectionAssessment {
  const definition = definitionOf(ledger, election);
  const pack = packFor(ledger, definition, packName);
  const inputs = unitInputs(ledger, definition);
  return {
    election,
    name: definition.name,
    contests: definition.contests.map((contest) => assess(definition, contest, inputs.get(contest.id) ?? [], pack)),
  };
}
