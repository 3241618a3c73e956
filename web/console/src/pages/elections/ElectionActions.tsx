// Propose, approve, refuse: always about the hash that stands on the screen.
import { type ReactElement, useState } from 'react';
import type { DefinitionVersionView, ElectionDetail } from '../../../../../src/server/features/elections/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from './election-list.tsx';
import { Hash } from './Hash.tsx';

type Props = { readonly election: ElectionDetail };

/** For a draft for which nothing waits. */
export function Propose({ election }: Props): ReactElement | null {
  const [asking, setAsking] = useState(false);
  const mayPropose = useMay('POST /elections/:election/proposal');
  const { hash, state } = election.current;
  const propose = useChange(async () => {
    await send('POST', `${electionPath(election.id)}/proposal`, { hash });
    toast(t('results.proposed'));
    setAsking(false);
  }, ['/elections']);
  if (!mayPropose || state !== 'drafted' || election.waiting !== null) return null;
  return (
    <>
      <Button kind="primary" onPress={() => setAsking(true)}>
        {t('results.propose')}
      </Button>
      {asking && (
        <Confirm
          title={t('results.proposeTitle', { name: election.name })}
          undo={t('results.proposeUndo')}
          action={t('results.propose')}
          busy={propose.isPending}
          error={propose.error}
          onConfirm={() => propose.mutate(undefined)}
          onClose={() => setAsking(false)}
        >
          <p>{t('results.proposeText')}</p>
          <Hash hash={hash} label={t('results.hash')} />
        </Confirm>
      )}
    </>
  );
}

type WaitingProps = { readonly election: string; readonly version: DefinitionVersionView };

export function Waiting({ election, version }: WaitingProps): ReactElement {
  const [asking, setAsking] = useState<'approve' | 'refuse'>();
  const mayDecide = useMay('POST /elections/:election/decision');
  return (
    <div className="stack-tight">
      <p>{t('results.waitingAbout', { version: version.version, name: version.madeBy })}</p>
      {version.reason !== '' && <p className="wrap-anywhere">{version.reason}</p>}
      {version.changes.length > 0 && (
        <ul className="bullets">
          {version.changes.map((change) => (
            <li key={change} className="wrap-anywhere">
              {change}
            </li>
          ))}
        </ul>
      )}
      <Hash hash={version.hash} label={t('results.hash')} />
      {mayDecide && (
        <div className="row">
          <Button kind="primary" onPress={() => setAsking('approve')}>
            {t('results.approve')}
          </Button>
          <Button kind="danger" onPress={() => setAsking('refuse')}>
            {t('results.refuse')}
          </Button>
        </div>
      )}
      {asking !== undefined && (
        <Decide election={election} version={version} verb={asking} onClose={() => setAsking(undefined)} />
      )}
    </div>
  );
}

type DecideProps = WaitingProps & { readonly verb: 'approve' | 'refuse'; readonly onClose: () => void };

function Decide({ election, version: { version, hash }, verb, onClose }: DecideProps): ReactElement {
  const decide = useChange(async () => {
    await send('POST', `${electionPath(election)}/decision`, { hash, approve: verb === 'approve' });
    toast(t(verb === 'approve' ? 'results.approved' : 'results.refused', { version }));
    onClose();
  }, ['/elections']);
  return (
    <Confirm
      danger={verb === 'refuse'}
      title={t(`results.${verb}Title`, { version })}
      undo={t(`results.${verb}Undo`)}
      action={t(`results.${verb}`)}
      busy={decide.isPending}
      error={decide.error}
      onConfirm={() => decide.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t(`results.${verb}Text`)}</p>
      <Hash hash={hash} label={t('results.hash')} />
    </Confirm>
  );
}
