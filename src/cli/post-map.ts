// `--map` of posts: which column holds what, by the names of roles or the singular that people write.
import { roles } from '../ingest/formats/format.ts';
import { mapFlag, usageError } from './args.ts';

/** What `--map` takes on the left, `url` besides `urls` and so on. */
const otherNames: Readonly<Record<string, string>> = { url: 'urls', hashtag: 'hashtags', mention: 'mentions' };
const known: readonly string[] = [...roles, 'zone'];

/** The values of every `--map`, as role to column. Throws USAGE for a role that does not exist or is named twice. */
export function postMap(texts: readonly string[]): Readonly<Record<string, string>> {
  const map: Record<string, string> = Object.create(null);
  for (const [name, column] of Object.entries(mapFlag('--map', texts.join(',')))) {
    const role = Object.hasOwn(otherNames, name) ? otherNames[name] : name;
    if (!known.includes(role)) throw usageError(`--map knows ${known.join(', ')}, not "${name}"`);
    if (role in map) throw usageError(`--map names "${role}" twice`);
    map[role] = column;
  }
  return map;
}
