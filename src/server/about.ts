// GET /about: what the console needs to know before anybody has signed in.
import { z } from 'zod';
import { packageVersion } from '../kernel/version.ts';
import { featureNames } from './feature.ts';
import { type AnyRoute, defineRoute } from './route.ts';
import type { ServedSpace } from './served.ts';

const spaceName = z.enum(['real', 'demonstration']);

const aboutSchema = z.object({
  version: z.string(),
  profile: z.enum(['guard', 'csirt', 'platform', 'results', 'demo']),
  /** The parts of this space that run. */
  features: z.array(z.enum(featureNames)),
  space: spaceName,
  /** All spaces of this server with their addresses. */
  spaces: z.array(z.object({ name: spaceName, prefix: z.enum(['', '/demo']) })),
});

export function aboutRoute({ features }: ServedSpace, all: readonly ServedSpace[]): AnyRoute {
  const version = packageVersion();
  return defineRoute({
    method: 'GET',
    url: '/about',
    summary: 'What this server is: version, profile, parts, spaces',
    tag: 'server',
    response: aboutSchema,
    handle: (_input, { space }) => ({
      version,
      profile: space.config.profile,
      features: features.map(({ name }) => name),
      space: space.name,
      spaces: all.map((served) => ({ name: served.space.name, prefix: served.space.prefix })),
    }),
  });
}
