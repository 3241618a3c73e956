// /elections/:election/call-backs: every call with its state, what is locked, and the start of a new one.
import { type ReactElement, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { callStates } from '../../../../../src/results/call-back/states.ts';
import type { CallCounts } from '../../../../../src/server/features/call-backs/schemas.ts';
import { downloadUrl } from '../../api/client.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { ListPage, type Segments } from '../../templates/ListPage.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { electionPath } from '../elections/election-list.tsx';
import './call-backs.css';
import { callSpec, callsPath } from './call-list.tsx';
import { Locked } from './Locked.tsx';
import { StartDialog } from './StartDialog.tsx';

const segmentsOf = (counts: CallCounts | undefined): Segments => ({
  key: 'state',
  label: t('callBacks.states'),
  ...(counts === undefined ? {} : { all: counts.all }),
  choices: callStates.map((value) => ({
    value,
    label: t(`callBacks.state.${value}`),
    ...(counts === undefined ? {} : { count: counts.states[value] ?? 0 }),
  })),
});

export function CallBacksPage(): ReactElement {
  const { election = '' } = useParams();
  const spec = useMemo(() => callSpec(election), [election]);
  const { data } = useRead<CallCounts>(`${callsPath(election)}/counts`, {}, { keep: true });
  return (
    <ListPage
      spec={spec}
      title={t('callBacks.titleOf', { name: election })}
      about={t('callBacks.about')}
      action={<Actions election={election} counts={data} />}
      segments={segmentsOf(data)}
      views={false}
      nothing={{ title: t('callBacks.nothing'), text: t('callBacks.nothingAbout') }}
      done={{ query: 'state:waiting', title: t('callBacks.none'), text: t('callBacks.noneAbout') }}
    >
      {data !== undefined && (
        <>
          {data.sheets === 0 && <p className="notice notice-warning">{t('callBacks.noSheets')}</p>}
          {data.sheets > 0 && !data.fixed && <p className="notice notice-warning">{t('callBacks.notFixed')}</p>}
          {data.locked.length > 0 && <Locked election={election} locked={data.locked} />}
        </>
      )}
    </ListPage>
  );
}

type ActionsProps = { readonly election: string; readonly counts: CallCounts | undefined };

function Actions({ election, counts }: ActionsProps): ReactElement {
  const [starting, setStarting] = useState(false);
  const mayStart = useMay('POST /elections/:election/call-backs');
  const mayAnswer = useMay('GET /elections/:election/call-backs/desk');
  return (
    <>
      <ButtonLink to={electionPath(election)}>{t('callBacks.backToElection')}</ButtonLink>
      {counts !== undefined && counts.all > 0 && (
        <a className="button button-plain" href={downloadUrl(`${callsPath(election)}/export`)} download>
          <Icon name="download" />
          {t('callBacks.export')}
        </a>
      )}
      {mayAnswer && (
        <ButtonLink kind="primary" to={`${callsPath(election)}/desk`}>
          {t('callBacks.desk')}
        </ButtonLink>
      )}
      {mayStart && (
        <Button
          kind="primary"
          disabled={counts === undefined || counts.sheets === 0 || !counts.fixed}
          onPress={() => setStarting(true)}
        >
          {t('callBacks.start')}
        </Button>
      )}
      {starting && <StartDialog election={election} onClose={() => setStarting(false)} />}
    </>
  );
}
