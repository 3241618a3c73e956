// Badges of alerts and the choices of severity.
import type { ReactElement } from 'react';
import { type Severity, severities } from '../../../../../src/findings/finding.ts';
import type { Alert } from '../../../../../src/server/features/alerts/schemas.ts';
import { t } from '../../messages/t.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import type { Choice } from '../../ui/Select.tsx';

export const SeverityBadge = ({ severity }: { readonly severity: Severity }): ReactElement => (
  <Badge tone={severity}>{t(`alerts.severity.${severity}`)}</Badge>
);

const stateTones: Readonly<Record<Alert['state'], Tone>> = {
  held: 'half',
  batched: 'half',
  open: 'warning',
  acknowledged: 'ok',
  closed: 'neutral',
};
export const AlertStateBadge = ({ state }: { readonly state: Alert['state'] }): ReactElement => (
  <Badge tone={stateTones[state]}>{t(`alerts.state.${state}`)}</Badge>
);

export const severityChoices = (): readonly Choice<Severity>[] =>
  severities.map((value) => ({ value, label: t(`alerts.severity.${value}`) }));
