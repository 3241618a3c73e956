// Loads the detection that the settings name; without one the pipeline stores only.
import { PollwardenError } from '../kernel/errors.ts';
import type { Detection, DetectionModule, LiveSettings } from './contract.ts';

/** The module's URL is ours: it comes from code, never from a setting that a person writes. */
export async function openDetectionOf(settings: LiveSettings): Promise<Detection | undefined> {
  if (settings.detectionModule === undefined) return undefined;
  const module = (await import(settings.detectionModule)) as Partial<DetectionModule>;
  if (typeof module.openDetection !== 'function') {
    throw new PollwardenError('USAGE', 'the module of the detection does not export openDetection');
  }
  return await module.openDetection(settings.dataFolder, settings.detection);
}
