// A rule in one plain sentence.
import type { AlertRule } from '../../../../../src/server/features/alerts/schemas.ts';
import { t } from '../../messages/t.ts';

export function ruleSentence({ enabled, severityAtLeast, provisionalToo, q, watchlist }: AlertRule): string {
  if (!enabled) return t('alerts.sentenceOff');
  return t('alerts.sentence', {
    standing: provisionalToo ? t('alerts.sentenceAll') : t('alerts.sentenceCalibrated'),
    severity: t(`alerts.severity.${severityAtLeast}`).toLowerCase(),
    watchlist:
      watchlist === 'only' ? t('alerts.sentenceOnly') : watchlist === 'always' ? t('alerts.sentenceAlways') : '',
    query: q.trim() === '' ? '' : t('alerts.sentenceQuery', { q: q.trim() }),
  });
}
