// Which layers the input has, whatever was asked for: a layer that is nowhere cannot be examined.
import { actionsOf, sharedTextOf } from '../../../ingest/layers/actions.ts';
import { layers as allLayers, type Layer, type Post } from '../../../ingest/post.ts';
import { usageError } from '../../args.ts';

export type Presence = {
  readonly see: (post: Post) => void;
  readonly layers: () => readonly Layer[];
};

/** Looks at posts until all of `asked` were seen; without it only at texts, for the tables tell of the others. */
export function createPresence(asked: readonly Layer[] = ['text']): Presence {
  const missing = new Set(asked);
  const seen = new Set<Layer>();
  const found = (layer: Layer): void => {
    seen.add(layer);
    missing.delete(layer);
  };
  return {
    see: (post) => {
      if (missing.size === 0) return;
      if ((sharedTextOf(post)?.trim() ?? '') !== '') found('text');
      if (missing.size > 0) for (const { layer } of actionsOf(post)) found(layer);
    },
    layers: () => allLayers.filter((layer) => seen.has(layer)),
  };
}

/** The layers of the lake in `dataDir`. Reads all of it: only for the words of an error. */
export async function layersOfLake(dataDir: string): Promise<readonly Layer[]> {
  const { openLake } = await import('../../../lake/lake.ts');
  const lake = await openLake(dataDir);
  const seen = new Set<string>();
  try {
    for await (const batch of lake.readShares()) for (const layer of batch.layer) seen.add(layer);
  } finally {
    lake.close();
  }
  return allLayers.filter((layer) => seen.has(layer));
}

/** Throws USAGE where a layer was asked for that no input has; an input without any layer is empty, and valid. */
export function requireLayers(asked: readonly Layer[] | undefined, present: readonly Layer[]): void {
  const absent = (asked ?? []).filter((layer) => !present.includes(layer));
  if (absent.length === 0 || present.length === 0) return;
  const layers = absent.length === 1 ? 'layer' : 'layers';
  throw usageError(`the input has no ${layers} ${absent.join(', ')}; --layers can be ${present.join(', ')}`);
}
