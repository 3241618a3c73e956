// The people of the demonstration: one press signs in as one of them.
import type { ReactElement } from 'react';
import type { Demonstration, Persona } from '../../../../../src/server/features/demonstration/schemas.ts';
import type { SessionAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t, tryText } from '../../messages/t.ts';
import { Icon } from '../../ui/icons.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Entry } from './Entry.tsx';
import { useEnter } from './enter.ts';
import { OtherSpace } from './OtherSpace.tsx';

export function Personas({ answer }: { readonly answer: SessionAnswer }): ReactElement {
  const enter = useEnter('stay');
  const { data, error } = useRead<Demonstration>('/demonstration');
  const become = useChange(async ({ id }: Persona) => {
    await send('POST', `/personas/${encodeURIComponent(id)}`);
    await enter();
  });
  return (
    <Entry
      title={t('entry.personas')}
      about={
        <>
          {data !== undefined && (
            <p>
              {data.country}, {data.election}
            </p>
          )}
          <p>{t('entry.personasAbout')}</p>
        </>
      }
    >
      <Problem error={error ?? become.error} />
      {data === undefined && error === null && <Skeleton lines={5} />}
      <div className="personas">
        {data?.personas.map((persona) => (
          <button key={persona.id} type="button" disabled={become.isPending} onClick={() => become.mutate(persona)}>
            <span>
              <strong>{persona.name}</strong>{' '}
              <span className="muted">
                {tryText(`app.role.${persona.role}`) ?? persona.role} · {persona.organisation}
              </span>
              <span className="personas-does">{persona.does}</span>
            </span>
            <Icon name="right" />
          </button>
        ))}
      </div>
      <OtherSpace answer={answer} />
    </Entry>
  );
}
