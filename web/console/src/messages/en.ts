// All texts in English, by area. A translation is a folder beside en/ with the same keys.
import { account } from './en/account.ts';
import { alerts } from './en/alerts.ts';
import { app } from './en/app.ts';
import { arrivals } from './en/arrivals.ts';
import { audit } from './en/audit.ts';
import { bulletin } from './en/bulletin.ts';
import { calendar } from './en/calendar.ts';
import { callBacks } from './en/call-backs.ts';
import { certification } from './en/certification.ts';
import { channels } from './en/channels.ts';
import { charts } from './en/charts.ts';
import { common } from './en/common.ts';
import { detectors } from './en/detectors.ts';
import { entry } from './en/entry.ts';
import { findings } from './en/findings.ts';
import { intake } from './en/intake.ts';
import { lake } from './en/lake.ts';
import { operations } from './en/operations.ts';
import { people } from './en/people.ts';
import { pollday } from './en/pollday.ts';
import { release } from './en/release.ts';
import { plausibility } from './en/plausibility.ts';
import { results } from './en/results.ts';
import { returns } from './en/returns.ts';
import { sources } from './en/sources.ts';
import { tally } from './en/tally.ts';
import { wall } from './en/wall.ts';
import { watch } from './en/watch.ts';
import { watchlists } from './en/watchlists.ts';

export const en = {
  account,
  alerts,
  app,
  arrivals,
  audit,
  bulletin,
  calendar,
  callBacks,
  certification,
  channels,
  charts,
  common,
  detectors,
  entry,
  findings,
  intake,
  lake,
  operations,
  people,
  pollday,
  release,
  plausibility,
  results,
  returns,
  sources,
  tally,
  wall,
  watch,
  watchlists,
} as const;
