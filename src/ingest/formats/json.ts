// The JSON formats, and which of them a value belongs to.
import type { JsonObject } from '../json/parse.ts';
import { bluesky } from './bluesky.ts';
import type { JsonFormat } from './format.ts';
import { mastodon } from './mastodon.ts';
import { telegram } from './telegram.ts';
import { xV1 } from './x-v1.ts';
import { xV2 } from './x-v2.ts';

export const jsonFormats: readonly JsonFormat[] = [bluesky, xV2, xV1, mastodon, telegram];

export function jsonFormatOf(value: JsonObject): JsonFormat | undefined {
  return jsonFormats.find((format) => format.matches(value));
}
