// All migrations, in the order of their numbers.
import { audit } from './001-audit.ts';
import { accounts } from './002-accounts.ts';
import { findings } from './003-findings.ts';
import { watchlists } from './004-watchlists.ts';
import { alerts } from './005-alerts.ts';
import { sources } from './006-sources.ts';
import { detectors } from './007-detectors.ts';
import { views } from './008-views.ts';
import { elections } from './009-elections.ts';
import { returns } from './010-returns.ts';
import { unitStates } from './011-unit-states.ts';
import { night } from './012-night.ts';
import { callBacks } from './013-call-backs.ts';
import { intake } from './014-intake.ts';
import { plausibility } from './015-plausibility.ts';
import { drawnLots } from './016-drawn-lots.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  audit,
  accounts,
  findings,
  watchlists,
  alerts,
  sources,
  detectors,
  views,
  elections,
  returns,
  unitStates,
  night,
  callBacks,
  intake,
  plausibility,
  drawnLots,
];
