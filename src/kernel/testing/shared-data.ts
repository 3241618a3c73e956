// Where the reference data beside the checkout lies; for tests only.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The absolute path of `../shared/data/<relativePath>` as seen from the project's root, or undefined where it is
 * missing. Under CI=true a missing set is an error, so that no test of it is passed over unseen.
 */
export function sharedData(relativePath: string): string | undefined {
  const root = join(import.meta.dirname, '..', '..', '..');
  const path = join(root, '..', 'shared', 'data', relativePath);
  if (existsSync(path)) return path;
  if (process.env.CI === 'true') throw new Error(`the data set ${relativePath} is missing and CI=true asks for it`);
  return undefined;
}
