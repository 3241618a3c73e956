// Runs and detectors as the routes answer them.
import type { Run } from '../../../findings/detectors/runs.ts';
import { listRuns } from '../../../findings/detectors/runs.ts';
import { detectorSettings } from '../../../findings/detectors/settings.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { coordination, parameterViews } from './description.ts';
import type { Runner } from './runner.ts';
import type { Detector, DetectorRun, LiveDetection } from './schemas.ts';

export function runView(run: Run, runner: Pick<Runner, 'progressOf'>): DetectorRun {
  const { outcome, parameters, from, to, ...rest } = run;
  const progress = runner.progressOf(run.id);
  return {
    ...rest,
    from,
    to,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([key, value]) => [key, typeof value === 'number' ? value : [...value]]),
    ),
    posts: outcome?.posts ?? null,
    shares: outcome?.shares ?? null,
    accounts: outcome?.accounts ?? null,
    claim: outcome?.claim ?? null,
    calibrated: outcome?.calibrated ?? null,
    groups: outcome?.groups ?? null,
    added: outcome?.added ?? null,
    updated: outcome?.updated ?? null,
    progress: progress?.done ?? null,
    step: progress?.step ?? null,
  };
}

export function detectorView(ledger: Ledger, runner: Runner, live: LiveDetection | null): Detector {
  const { parameters, schedule } = detectorSettings(ledger, coordination.name);
  const last = listRuns(ledger, coordination.name, 1).runs[0];
  return {
    ...coordination,
    cannotSee: [...coordination.cannotSee],
    technique: [...coordination.technique],
    parameters: parameterViews(parameters),
    schedule,
    live,
    lastRun: last === undefined ? null : runView(last, runner),
  };
}
