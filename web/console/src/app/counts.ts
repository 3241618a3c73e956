// The live counts of the navigation: findings that nobody has examined, alerts that nobody has acknowledged.
import type { AlertList } from '../../../../src/server/features/alerts/schemas.ts';
import type { FindingCounts } from '../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../api/hooks.ts';
import { useHas, useMay } from '../session/session.ts';

export type Counts = { readonly newFindings: number | undefined; readonly openAlerts: number | undefined };

export function useCounts(): Counts {
  const hasFindings = useHas('findings');
  const mayFindings = useMay('GET /findings/counts');
  const hasAlerts = useHas('alerts');
  const mayAlerts = useMay('GET /alerts');
  const findings = useRead<FindingCounts>('/findings/counts', {}, { enabled: hasFindings && mayFindings });
  const alerts = useRead<AlertList>('/alerts', { limit: 1 }, { enabled: hasAlerts && mayAlerts });
  return { newFindings: findings.data?.state.new, openAlerts: alerts.data?.counts.mine };
}
