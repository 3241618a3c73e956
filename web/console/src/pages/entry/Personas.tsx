// The people of the demonstration: one press signs in as one of them.
import type { ReactElement } from 'react';
import type { Role } from '../../../../../src/accounts/roles.ts';
import type { SessionAnswer } from '../../../../../src/server/features/accounts/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Icon } from '../../ui/icons.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Entry } from './Entry.tsx';
import { useEnter } from './enter.ts';
import { OtherSpace } from './OtherSpace.tsx';

type Persona = { readonly id: string; readonly name: string; readonly role: Role; readonly organisation: string };
type Demonstration = { readonly personas: readonly Persona[] };

export function Personas({ answer }: { readonly answer: SessionAnswer }): ReactElement {
  const enter = useEnter('stay');
  const { data, error } = useRead<Demonstration>('/demonstration');
  const become = useChange(async ({ id }: Persona) => {
    await send('POST', `/personas/${encodeURIComponent(id)}`);
    await enter();
  });
  return (
    <Entry title={t('entry.personas')} about={t('entry.personasAbout')}>
      <Problem error={error ?? become.error} />
      {data === undefined && error === null && <Skeleton lines={5} />}
      <div className="personas">
        {data?.personas.map((persona) => (
          <button key={persona.id} type="button" disabled={become.isPending} onClick={() => become.mutate(persona)}>
            <strong>{persona.name}</strong>
            <Icon name="right" />
            <span className="muted">
              {t(`app.role.${persona.role}`)} · {persona.organisation}
            </span>
          </button>
        ))}
      </div>
      <OtherSpace answer={answer} />
    </Entry>
  );
}
