// First in its space, so that detectors and sources find it set up. The demonstration: a fictional Member State's election, its people, and its posts streaming into the live pipeline.
import { scopeOf } from '../../../generate/election/member-state.ts';
import type { Feature } from '../../feature.ts';
import { defaultLimits } from '../../limits.ts';
import { hasRoomForPosts } from '../../room.ts';
import type { Space } from '../../space.ts';
import { liveOf } from '../sources/live.ts';
import { isOwnStream, ownStreamName } from '../sources/own-stream.ts';
import { addPurpose, addSource, listSources, markStarted } from '../sources/store.ts';
import { createFeeder } from './feeder.ts';
import { demonstrationNight } from './night.ts';
import { fixDemonstrationLog } from './opening.ts';
import { streamPosition } from './position.ts';
import { demonstrationRoutes } from './routes.ts';
import { daysBefore, daysInAll, setUp, streamOfDemonstration } from './set-up.ts';

const daySeconds = 86_400;
const by = { actor: { kind: 'system', id: 'demonstration' } } as const;
const initialSpeed = 600;
const tellMilliseconds = 500;

export const feature: Feature = {
  name: 'demonstration',
  start: async (space) => {
    setUp(space);
    const source = sourceOf(space);
    const midnight = Math.floor(space.now() / 1000 / daySeconds) * daySeconds;
    const first = midnight - daysInAll * daySeconds;
    let told = 0;
    const feeder = createFeeder({
      feed: {
        push: async (body) => await liveOf(space).ask('push', { source, body }),
        detect: async () => await liveOf(space).ask('detect', null),
      },
      position: streamPosition(space.folder, { startTime: first, at: first }),
      stream: streamOfDemonstration,
      daysBefore,
      speed: initialSpeed,
      now: space.now,
      hasRoom: () => hasRoomForPosts(space, defaultLimits),
      changed: () => {
        if (Math.abs(space.now() - told) < tellMilliseconds) return;
        told = space.now();
        space.hub.publish({ topic: 'demonstration', change: 'changed' });
      },
      failed: (error) => space.log.error({ error: String(error) }, 'the stream of the demonstration failed'),
    });
    const night = demonstrationNight(space);
    await fixDemonstrationLog(space, night.election, { ...by, name: 'generated chair' });
    return {
      routes: demonstrationRoutes(space, feeder),
      started: () => {
        feeder.begin();
        night.begin();
      },
      stop: async () => {
        night.stop();
        await feeder.stop();
      },
    };
  },
};

/** The source that the posts are pushed to: wanted, so that the sources start it, as any other. */
function sourceOf({ ledger, now }: Space): string {
  const known = listSources(ledger).find(isOwnStream);
  if (known !== undefined) return known.id;
  const purpose = addPurpose(ledger, purposeOf(now()), by);
  const target = { kind: 'http' } as const;
  const { source } = addSource(
    ledger,
    { name: ownStreamName, target, purposeId: purpose.id, address: 'generator' },
    by,
  );
  markStarted(ledger, source, by);
  return source.id;
}

const purposeOf = (nowMilliseconds: number) => ({
  controller: { name: 'CSIRT Lowmere', contact: 'data.protection@csirt.lowmere.example' },
  purpose: 'Generated posts: finding accounts that act together around the election in Lowmere, for the demonstration',
  legalBasis: {
    article6: '6(1)(e)',
    article9: '9(2)(g)',
    law: 'Electoral Integrity Act of Lowmere, section 12 (generated)',
  },
  scope: scopeOf(),
  endDate: new Date(nowMilliseconds + 180 * 86_400_000).toISOString().slice(0, 10),
  retentionDays: 30,
});
