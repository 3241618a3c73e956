// The live pipeline of a space, one for all features that speak to it. Its worker starts with the first question.
import { type LiveHost, openLive } from '../../../live/host.ts';
import type { Space } from '../../space.ts';

export type LiveDetection = {
  /** URL of a module that exports `openDetection` (src/live/contract.ts). */
  readonly module: string;
  /** Plain data for it. */
  readonly settings: unknown;
};

const hosts = new WeakMap<Space, LiveHost>();
const detections = new WeakMap<Space, () => LiveDetection>();

/** Says how streams are detected in this space; counts until the pipeline is first asked for. */
export const useDetection = (space: Space, detection: () => LiveDetection): void => {
  detections.set(space, detection);
};

export function liveOf(space: Space): LiveHost {
  let host = hosts.get(space);
  if (host !== undefined) return host;
  const detection = detections.get(space)?.();
  const settings = {
    dataFolder: space.folder,
    allowPrivateAddresses: space.name === 'real' && space.config.allowPrivateSources === true,
    ...(detection === undefined ? {} : { detectionModule: detection.module, detection: detection.settings }),
  };
  host = openLive(settings, {
    onCrash: (problem, restartMilliseconds) =>
      space.log.error({ problem, restartMilliseconds }, 'the live pipeline died and is started again'),
  });
  hosts.set(space, host);
  return host;
}

export async function closeLive(space: Space): Promise<void> {
  // It stays the one of the space: what still asks must not open another.
  await hosts.get(space)?.close();
}
