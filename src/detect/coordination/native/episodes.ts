// Objects that live on (a domain, a hashtag, an account that is mentioned) are taken day by day: what counts is that
// accounts used them together on a day, and habits are measured from the first use of that day.
import type { Layer } from '../../../ingest/post.ts';
import type { ShareTable } from '../../shares.ts';

const lasting: ReadonlySet<Layer> = new Set(['domain', 'hashtag', 'hashtags', 'mention']);
const daySeconds = 86_400;

/** The day of a lasting object, as part of its name; '' for other objects. `seconds` since 1970 UTC. */
export function episodeOf(layer: Layer, seconds: number): string {
  if (!lasting.has(layer)) return '';
  return ` (${new Date(Math.floor(seconds / daySeconds) * 86_400_000).toISOString().slice(0, 10)})`;
}

/** The table itself, or for lasting objects a table whose objects are (object, UTC day). */
export function episodes(table: ShareTable): ShareTable {
  if (!lasting.has(table.layer)) return table;
  const known = new Map<number, number>();
  const objects: string[] = [];
  const object = new Uint32Array(table.count);
  for (let i = 0; i < table.count; i++) {
    const day = Math.floor(table.time[i] / daySeconds);
    const key = day * 2 ** 32 + table.object[i];
    let episode = known.get(key);
    if (episode === undefined) {
      episode = objects.length;
      known.set(key, episode);
      objects.push(`${table.objects[table.object[i]]}${episodeOf(table.layer, table.time[i])}`);
    }
    object[i] = episode;
  }
  return { ...table, object, objects };
}
