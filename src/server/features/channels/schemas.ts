// What the routes of the channels' independence take and answer. Times in milliseconds since 1970 UTC.
import { z } from 'zod';
import {
  channelListSchema,
  channelSchema as channel,
  dependencySchema as dependency,
} from '../../../results/independence/read-sheet.ts';

export const channelsParamsSchema = z.object({ election: z.string().min(1).max(64) });

export const channelsBodySchema = z.strictObject({
  channels: channelListSchema,
  /** The version that the person saw; 0 where nothing was entered. */
  expected: z.int().min(0),
});

const fall = z.object({ failures: z.array(dependency), channels: z.array(z.string()), sentence: z.string() });
const view = z.object({
  channels: z.array(channel),
  single: z.array(fall),
  /** The first hundred. */
  pairs: z.array(fall),
  /** The fewest failures that take all down; null where nothing entered does. */
  score: z.int().nullable(),
  worst: z.array(dependency),
  unknown: z.array(z.string()),
  shared: z.array(fall),
});
export type ChannelsView = z.output<typeof view>;

export const channelsSchema = z.object({
  election: z.string(),
  version: z.int(),
  by: z.string(),
  at: z.number().nullable(),
  entered: view,
  /** The Czech night of 2017; not this election. */
  example: view,
});
export type ChannelsAnswer = z.output<typeof channelsSchema>;
