// The worked example: on the night of the Czech election of October 2017 the official site of the results and its
// stand-in both went down because both depended on one provider; the counting itself was not affected. Browser-safe.
import type { ChannelEntry } from './independence.ts';

export const czechNight: readonly ChannelEntry[] = [
  {
    id: 'official',
    name: 'volby.cz',
    role: 'official',
    dependencies: [{ kind: 'provider', value: 'O2' }],
  },
  {
    id: 'backup',
    name: 'volbyhned.cz',
    role: 'backup',
    dependencies: [{ kind: 'provider', value: 'O2' }],
  },
];
