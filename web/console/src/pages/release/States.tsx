// Where a release stands: the way from draft to flow, with the state it is in, and what holds everything back.
import type { ReactElement } from 'react';
import type { ReleaseAnswer } from '../../../../../src/server/features/release/schemas.ts';
import { t } from '../../messages/t.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';

type State = ReleaseAnswer['state'];

const tones: Readonly<Record<State, Tone>> = {
  none: 'neutral',
  drafted: 'open',
  proposed: 'half',
  approved: 'open',
  startProposed: 'half',
  started: 'ok',
  held: 'severe',
  resumeProposed: 'severe',
};

export const StateBadge = ({ state }: { readonly state: State }): ReactElement => (
  <Badge tone={tones[state]}>{t(`release.state.${state}`)}</Badge>
);

const way = ['drafted', 'proposed', 'approved', 'startProposed', 'started', 'held', 'resumeProposed'] as const;

export const States = ({ state }: { readonly state: State }): ReactElement => (
  <ol className="release-states" aria-label={t('release.states')}>
    {way.map((one) => (
      <li
        key={one}
        aria-current={one === state ? 'step' : undefined}
        className={one === 'held' || one === 'resumeProposed' ? 'release-stopped' : undefined}
      >
        {t(`release.state.${one}`)}
        <small>{t(`release.who.${one}`)}</small>
      </li>
    ))}
  </ol>
);

export function Gate({ release: { gate, problem } }: { readonly release: ReleaseAnswer }): ReactElement {
  return (
    <>
      <p className={gate === null ? 'notice' : 'notice notice-warning'} role="status">
        {gate === null ? t('release.flows') : t(`release.gate.${gate}`)}
      </p>
      {problem !== null && (
        <p className="notice notice-warning" role="alert">
          {t('release.problem', { problem })}
        </p>
      )}
    </>
  );
}
