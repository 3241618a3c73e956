// The detection on the stream: how it is set, its updates into findings, its state for the page.
import { detectorName, detectorVersion } from '../../../detect/coordination/version.ts';
import { layers } from '../../../ingest/post.ts';
import { applyStreamUpdate, type ChangedFinding, type RunContext } from '../../../findings/coordination.ts';
import type { Parameters } from '../../../findings/detectors/parameters.ts';
import { streamOptions } from '../../../findings/detectors/parameters.ts';
import { beginRun, endRun, outcomeOf } from '../../../findings/detectors/runs.ts';
import { detectorSettings } from '../../../findings/detectors/settings.ts';
import type { StreamUpdate } from '../../../detect/coordination/stream/update.ts';
import { declaredNetworks } from '../../../ledger/watchlists.ts';
import type { LiveHost } from '../../../live/host.ts';
import type { Space } from '../../space.ts';
import { useDetection } from '../sources/live.ts';
import type { LiveDetection } from './schemas.ts';

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const moduleUrl = new URL(`../../../live/coordination-module.${extension}`, import.meta.url).href;

/** Before the pipeline is first asked for: it starts with these settings, and keeps them until it ends. */
export function detectLive(space: Space): { readonly parameters: () => Parameters } {
  let parameters = detectorSettings(space.ledger, detectorName).parameters;
  useDetection(space, () => {
    parameters = detectorSettings(space.ledger, detectorName).parameters;
    return { module: moduleUrl, settings: streamOptions(parameters, declaredNetworks(space.ledger)) };
  });
  return { parameters: () => parameters };
}

/** Every update becomes findings in one transaction; a closed pane is a run, too. */
export function takeUpdates(space: Space, live: LiveHost, parameters: () => Parameters): void {
  const { hub, log } = space;
  live.onUpdate((update) => {
    try {
      const changes = take(space, update, parameters());
      for (const { id, change } of changes) hub.publish({ topic: 'findings', change, id });
      if (update.kind === 'pane') hub.publish({ topic: 'detectors', change: 'added' });
    } catch (error) {
      log.error({ kind: update.kind, error: String(error) }, 'an update of the live detection could not be kept');
      throw error;
    }
  });
}

function take({ ledger }: Space, update: StreamUpdate, parameters: Parameters): readonly ChangedFinding[] {
  return ledger.write(() => {
    const context = contextOf(parameters);
    if (update.kind === 'provisional') return applyStreamUpdate(ledger, update, context);
    const range = { from: update.from * 1000, to: update.to * 1000 };
    const asked = { detector: detectorName, detectorVersion, cause: 'pane', ...range, parameters } as const;
    const run = beginRun(ledger, asked, { actor: { kind: 'system', id: 'detector' } }, 'running');
    const changes = applyStreamUpdate(ledger, update, context);
    endRun(ledger, run.id, { state: 'finished', outcome: outcomeOf(update.result, changes) });
    return changes;
  });
}

function contextOf(parameters: Parameters): RunContext {
  const { windowsSeconds, fdr, decoys, cap } = parameters;
  return {
    detector: detectorName,
    version: detectorVersion,
    parameters: {
      windowsSeconds: [...(windowsSeconds as readonly number[])],
      fdr: Number(fdr),
      decoys: Number(decoys),
      layers: [...layers],
      seed: 1,
      cap: Number(cap),
    },
  };
}

const milliseconds = (seconds: number | undefined): number | null => (seconds === undefined ? null : seconds * 1000);

export function liveView(live: LiveHost, parameters: Parameters): LiveDetection {
  const { state, problem, stream } = live.status().detection;
  const paneSeconds = Number(parameters.paneMinutes) * 60;
  const latenessSeconds = Number(parameters.latenessMinutes) * 60;
  const watermark = stream?.watermark;
  const nextPane = watermark === undefined ? undefined : (Math.floor(watermark / paneSeconds) + 1) * paneSeconds;
  return {
    running: live.isRunning() && state !== 'off' && state !== 'failed',
    watermark: milliseconds(watermark),
    paneSeconds,
    horizonSeconds: Number(parameters.horizonHours) * 3600,
    latenessSeconds,
    nextPaneAt: milliseconds(nextPane),
    shares: stream?.shares ?? 0,
    pairs: stream?.pairs ?? 0,
    accounts: stream?.accounts ?? 0,
    objects: stream?.objects ?? 0,
    late: stream?.late ?? 0,
    fromTheFuture: stream?.fromTheFuture ?? 0,
    shortenedTo: stream?.shortenedTo ?? null,
    problem: problem ?? (state === 'rebuilding' ? 'the rows of the horizon are read again' : null),
  };
}
