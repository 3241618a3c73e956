// Severity, standing and state of a finding, each with its sign and its word.
import type { ReactElement } from 'react';
import type { FindingItem } from '../../../../../src/server/features/findings/schemas.ts';
import { t } from '../../messages/t.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';

const standingTones = {
  provisional: 'half',
  calibrated: 'ok',
  notCalibrated: 'open',
  lapsed: 'neutral',
} as const satisfies Record<FindingItem['standing'], Tone>;

const stateTones = {
  new: 'open',
  examined: 'half',
  confirmed: 'ok',
  dismissed: 'neutral',
} as const satisfies Record<FindingItem['state'], Tone>;

export const SeverityBadge = ({ severity }: Pick<FindingItem, 'severity'>): ReactElement => (
  <Badge tone={severity}>{t(`findings.severity.${severity}`)}</Badge>
);

export const StandingBadge = ({ standing }: Pick<FindingItem, 'standing'>): ReactElement => (
  <Badge tone={standingTones[standing]}>{t(`findings.standing.${standing}`)}</Badge>
);

export const StateBadge = ({ state }: Pick<FindingItem, 'state'>): ReactElement => (
  <Badge tone={stateTones[state]}>{t(`findings.state.${state}`)}</Badge>
);
