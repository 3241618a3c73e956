// DISARM red framework techniques by layer. The technique names what such a pattern is filed under, not what it is.
import type { Layer } from '../../ingest/post.ts';

type Technique = { readonly id: string; readonly name: string };

const reposting: Technique = { id: 'T0049.003', name: 'Bots Amplify via Automated Forwarding and Reposting' };
const flooding: Technique = { id: 'T0049', name: 'Flood Information Space' };

const techniques: Readonly<Record<Layer, Technique>> = {
  object: flooding,
  repost: reposting,
  url: { id: 'T0119', name: 'Cross-Posting' },
  domain: { id: 'T0119', name: 'Cross-Posting' },
  hashtags: { id: 'T0049.002', name: 'Flood Existing Hashtag' },
  hashtag: { id: 'T0049.002', name: 'Flood Existing Hashtag' },
  text: { id: 'T0084.001', name: 'Use Copypasta' },
  reply: { id: 'T0049.005', name: 'Conduct Swarming' },
  media: { id: 'T0084', name: 'Reuse Existing Content' },
  mention: { id: 'T0049.005', name: 'Conduct Swarming' },
};

export function techniqueOf(layer: Layer): Technique {
  return techniques[layer];
}
