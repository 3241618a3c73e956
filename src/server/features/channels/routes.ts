// What the channels of results depend on, over HTTP: entered by persons, with what falls together with what.
import { czechNight } from '../../../results/independence/czech-2017.ts';
import {
  type ChannelEntry,
  type Fall,
  fallSentence,
  fallsTogether,
} from '../../../results/independence/independence.ts';
import { channelSheet, type ChannelSheet, saveChannelSheet } from '../../../results/store/channel-sheets.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { personOf } from '../elections/person.ts';
import {
  channelsBodySchema,
  channelsParamsSchema,
  type ChannelsAnswer,
  channelsSchema,
  type ChannelsView,
} from './schemas.ts';

const mostPairs = 100;

export function channelsView(channels: readonly ChannelEntry[]): ChannelsView {
  const { single, pairs, score, worst, unknown, shared } = fallsTogether(channels);
  const fall = (one: Fall): ChannelsView['single'][number] => ({
    failures: [...one.failures],
    channels: [...one.channels],
    sentence: fallSentence(one, channels),
  });
  return {
    channels: channels.map((channel) => ({ ...channel, dependencies: [...channel.dependencies] })),
    single: single.map(fall),
    pairs: pairs.slice(0, mostPairs).map(fall),
    score: score ?? null,
    worst: [...worst],
    unknown: [...unknown],
    shared: shared.map(fall),
  };
}

const answerOf = (election: string, { version, channels, by, at }: ChannelSheet): ChannelsAnswer => ({
  election,
  version,
  by,
  at: at ?? null,
  entered: channelsView(channels),
  example: channelsView(czechNight),
});

export const channelRoutes = ({ ledger, hub }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections/:election/channels',
    summary: 'What the channels depend on, and what falls together with what',
    tag: 'channels',
    params: channelsParamsSchema,
    response: channelsSchema,
    handle: ({ params: { election } }) => answerOf(election, channelSheet(ledger, election)),
  }),
  defineRoute({
    method: 'PUT',
    url: '/elections/:election/channels',
    summary: 'Enter what the channels depend on; each version stays',
    tag: 'channels',
    params: channelsParamsSchema,
    body: channelsBodySchema,
    response: channelsSchema,
    handle: ({ params: { election }, body: { channels, expected } }, context) => {
      const sheet = saveChannelSheet(ledger, election, { channels, expected }, personOf(context));
      hub.publish({ topic: 'elections', change: 'changed', id: election });
      return answerOf(election, sheet);
    },
  }),
];
