// Parts of this program that are scripts of their own. The build writes their names and hashes into this one, so what stands
// behind a name is what was built with it (over http; under file:// browsers cannot be asked to check).
import { runScript } from './scripts.ts';

declare const PART_QR: { readonly path: string; readonly integrity: string };
declare const PART_CURVE: { readonly path: string; readonly integrity: string };
declare const PART_WORKER: { readonly path: string; readonly integrity: string };

/** Of the threads' script; none under file://, where there are no threads. */
export const workerUrl = (root: URL): URL | undefined =>
  root.protocol === 'file:' || root.origin !== location.origin ? undefined : new URL(PART_WORKER.path, root);

/** Undefined where it did not come. `root`: of the bulletin. */
export async function loadPart(name: 'qr' | 'curve', root: URL): Promise<unknown> {
  const { path, integrity } = name === 'qr' ? PART_QR : PART_CURVE;
  const call = await runScript(new URL(path, root), integrity);
  return call?.what === name && typeof call.value === 'function' ? call.value : undefined;
}
