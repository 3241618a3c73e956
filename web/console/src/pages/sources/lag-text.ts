// How far behind, in words: beyond ten days nobody wants the hours.
import { duration } from '../../../../../src/detect/coordination/report/words.ts';
import { t } from '../../messages/t.ts';

const daySeconds = 86_400;

export const lagText = (seconds: number): string =>
  seconds >= 10 * daySeconds ? t('sources.lagDays', { count: Math.floor(seconds / daySeconds) }) : duration(seconds);
