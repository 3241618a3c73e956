// How fast the posts of the demonstration stream, how far they have come, and the way to change it.
import type { ReactElement } from 'react';
import type { Demonstration } from '../../../../src/server/features/demonstration/schemas.ts';
import { send, useChange, useRead } from '../api/hooks.ts';
import { t } from '../messages/t.ts';
import { utcText } from '../ui/time-text.ts';

export function DemonstrationSpeed(): ReactElement | null {
  const { data } = useRead<Demonstration>('/demonstration', {}, { everySeconds: 5 });
  const change = useChange(
    async (speed: number) => await send<Demonstration>('PUT', '/demonstration', { speed }),
    ['/demonstration'],
  );
  if (data === undefined) return null;
  const { speed, speeds, eventTime, posts, state, problem } = data;
  return (
    <span className="demonstration-speed">
      <label>
        {t('app.speed')}{' '}
        <select
          value={String(change.isPending ? change.variables : speed)}
          onChange={(event) => change.mutate(Number(event.target.value))}
        >
          {speeds.map((one) => (
            <option key={one} value={String(one)}>
              {one === 0 ? t('app.speedPaused') : t('app.speedTimes', { speed: one })}
            </option>
          ))}
        </select>
      </label>
      {eventTime !== null && (
        <span>
          {utcText(eventTime)} · {t('app.speedPosts', { count: posts })}
        </span>
      )}
      {state === 'stopped' && problem !== null && <span title={problem}>{t('app.speedStopped')}</span>}
    </span>
  );
}
