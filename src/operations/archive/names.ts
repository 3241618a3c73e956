// Names inside a backup: a closed grammar, so that no name leads out of the folder that it is restored into.
import { PollwardenError } from '../../kernel/errors.ts';

export const spaceNames = ['real', 'demonstration'] as const;
export type SpaceName = (typeof spaceNames)[number];

const longestName = 240;
/** A tile of a large transparency log: tlog/audit/public/tile/entries/x001/x234/067.p/8. */
const deepest = 10;
/** Begins with a letter or digit: neither "..", nor hidden, nor absolute. */
const part = /^[A-Za-z0-9][A-Za-z0-9._=-]{0,120}$/;

/** Whether a backup takes a file of this name below a space's folder, with "/" between the parts. */
export const isPlainPath = (path: string): boolean =>
  path.length <= longestName && path.split('/').length <= deepest && path.split('/').every((name) => part.test(name));

/** "real/lake/manifest.json" in its parts; BACKUP_REFUSED for anything else. */
export function parseEntryName(name: string): { readonly space: SpaceName; readonly path: string } {
  const slash = name.indexOf('/');
  const space = spaceNames.find((one) => one === name.slice(0, Math.max(0, slash)));
  const path = name.slice(slash + 1);
  if (space === undefined || !isPlainPath(path)) {
    throw new PollwardenError('BACKUP_REFUSED', `an entry is named ${JSON.stringify(name.slice(0, 120))}`);
  }
  return { space, path };
}
