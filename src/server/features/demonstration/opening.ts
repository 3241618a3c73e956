// The demonstration's log: fixed when the night is set up, without witnesses, so that there are words and a public page.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { logFolder } from '../../../bulletin/log/place.ts';
import type { By } from '../../../results/store/by.ts';
import type { Space } from '../../space.ts';
import { fixLog, hasVerifier } from '../bulletin/fix.ts';

/** Once. Not where the verifiers were not built: an opening names them. */
export async function fixDemonstrationLog(space: Space, election: string, by: By): Promise<void> {
  if (!hasVerifier() || existsSync(join(logFolder(space.folder, election), 'key.json'))) return;
  await fixLog(space, election, { origin: `results.${election}.example/election`, witnesses: '' }, by);
}
