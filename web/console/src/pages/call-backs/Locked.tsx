// Units whose call-back is locked: one person proposes to open it again, another decides.
import { type ReactElement, useState } from 'react';
import type { CallCounts } from '../../../../../src/server/features/call-backs/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay, useSession } from '../../session/session.ts';
import { TextDialog } from '../../templates/TextDialog.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';

import { Problem } from '../../ui/Problem.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import './call-backs.css';
import { callsPath } from './call-list.tsx';

export type LockedUnit = CallCounts['locked'][number];
type Props = { readonly election: string; readonly locked: readonly LockedUnit[] };

export const Locked = ({ election, locked }: Props): ReactElement => (
  <section className="panel">
    <header className="panel-head">
      <h2>{t('callBacks.locked')}</h2>
    </header>
    <div className="panel-body stack">
      <p className="muted">{t('callBacks.lockedAbout')}</p>
      <ul className="call-locked">
        {locked.map((unit) => (
          <li key={`${unit.contest} ${unit.unit}`} className="row">
            <Badge tone="severe">{t('callBacks.state.locked')}</Badge>
            <b className="wrap-anywhere">{unit.unitName}</b>
            <Unlock election={election} unit={unit} />
          </li>
        ))}
      </ul>
    </div>
  </section>
);

/** The step that is next for one locked unit. */
export function Unlock({ election, unit }: { readonly election: string; readonly unit: LockedUnit }): ReactElement {
  const [asking, setAsking] = useState(false);
  const mayUnlock = useMay('POST /elections/:election/call-backs/unlocks');
  const { waiting, contest, unit: id } = unit;
  const { signedIn } = useSession();
  // As the server names people in the record: the beginning of the id in brackets.
  const own = waiting?.by.endsWith(`(${signedIn.id.slice(0, 8)})`) === true;
  const decide = useChange(
    async (approve: boolean) => {
      await send('POST', `${callsPath(election)}/unlocks`, { step: 'decide', contest, unit: id, approve });
      toast(t(approve ? 'callBacks.unlocked' : 'callBacks.unlockRefused'));
    },
    ['/elections'],
  );
  if (waiting === null)
    return (
      <>
        {mayUnlock && <Button onPress={() => setAsking(true)}>{t('callBacks.unlock')}</Button>}
        {asking && <Propose election={election} unit={unit} onClose={() => setAsking(false)} />}
      </>
    );
  return (
    <span className="stack-tight">
      <span className="wrap-anywhere">
        {t(own ? 'callBacks.unlockOwn' : 'callBacks.unlockWaits', { name: waiting.by, reason: waiting.reason })}{' '}
        <Time at={waiting.at} />
      </span>
      {mayUnlock && (
        <span className="row">
          {!own && (
            <Button kind="primary" busy={decide.isPending} onPress={() => decide.mutate(true)}>
              {t('callBacks.unlockApprove')}
            </Button>
          )}
          <Button busy={decide.isPending} onPress={() => decide.mutate(false)}>
            {t(own ? 'callBacks.unlockWithdraw' : 'callBacks.unlockRefuse')}
          </Button>
        </span>
      )}
      <Problem error={decide.error} />
    </span>
  );
}

type ProposeProps = { readonly election: string; readonly unit: LockedUnit; readonly onClose: () => void };

const Propose = ({ election, unit, onClose }: ProposeProps): ReactElement => (
  <TextDialog
    title={t('callBacks.unlockTitle', { name: unit.unitName })}
    about={t('callBacks.unlockText')}
    label={t('callBacks.reason')}
    help={t('callBacks.reasonHelp')}
    undo={t('callBacks.unlockUndo')}
    action={t('callBacks.unlock')}
    onSend={async (reason) => {
      const body = { step: 'propose', contest: unit.contest, unit: unit.unit, reason };
      await send('POST', `${callsPath(election)}/unlocks`, body);
      toast(t('callBacks.unlockProposed'));
    }}
    onClose={onClose}
  />
);
