// The clock by which the embargo is held, and two persons' word that it is right.
import { type ReactElement, useState } from 'react';
import type { ReleaseAnswer } from '../../../../../src/server/features/release/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t, tryText } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { numberText } from '../../ui/Num.tsx';
import { utcText } from '../../ui/time-text.ts';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';

type Props = { readonly release: ReleaseAnswer };

const doubtText = ({ doubt, drift }: ReleaseAnswer['clock']): string =>
  tryText(`release.clockDoubt.${doubt ?? ''}`, { seconds: numberText(Math.round(Math.abs(drift) / 1000)) }) ?? '';

export function Clock({ release: { election, clock } }: Props): ReactElement {
  const [asking, setAsking] = useState(false);
  const mayConfirm = useMay('POST /elections/:election/release/clock');
  const trusted = clock.doubt === null;
  const unconfirmed = clock.doubt === 'unconfirmed';
  return (
    <div className="stack-tight">
      <p>{t('release.clockNow', { time: utcText(clock.now) })}</p>
      <p className={trusted || unconfirmed ? 'muted' : 'notice notice-warning'}>
        {trusted ? t('release.clockTrusted', { name: clock.confirmedBy ?? '' }) : doubtText(clock)}
      </p>
      {!trusted && clock.proposedBy !== null && <p>{t('release.clockWaits', { name: clock.proposedBy })}</p>}
      {!trusted && !unconfirmed && mayConfirm && (
        <div>
          <Button onPress={() => setAsking(true)}>{t('release.clockConfirm')}</Button>
        </div>
      )}
      {asking && <Ask election={election} seen={clock.now} onClose={() => setAsking(false)} />}
    </div>
  );
}

type AskProps = { readonly election: string; readonly seen: number; readonly onClose: () => void };

function Ask({ election, seen, onClose }: AskProps): ReactElement {
  const confirm = useChange(async () => {
    await send('POST', `${electionPath(election)}/release/clock`, { seen });
    toast(t('release.done'));
    onClose();
  }, ['/elections']);
  return (
    <Confirm
      title={t('release.clockConfirmTitle')}
      undo={t('release.clockConfirmUndo')}
      action={t('release.clockConfirm')}
      busy={confirm.isPending}
      error={confirm.error}
      onConfirm={() => confirm.mutate(undefined)}
      onClose={onClose}
    >
      <p>
        <b>{t('release.clockNow', { time: utcText(seen) })}</b>
      </p>
      <p>{t('release.clockConfirmText')}</p>
    </Confirm>
  );
}
