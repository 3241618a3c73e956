// /elections/:election/call-backs/desk: the key file is opened here, codes are checked here, only signed verdicts are sent.
import { type ReactElement, useState } from 'react';
import { useParams } from 'react-router';
import type { Desk } from '../../../../../src/results/call-back/desk-file.ts';
import type { DeskView, WaitingView } from '../../../../../src/server/features/call-backs/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { AnswerFiles } from './AnswerFiles.tsx';
import './call-backs.css';
import { callsPath } from './call-list.tsx';
import { KeyFile } from './KeyFile.tsx';
import { Answered, Questions } from './Questions.tsx';

export function DeskPage(): ReactElement {
  const { election = '' } = useParams();
  const [desk, setDesk] = useState<Desk>();
  const view = useRead<DeskView>(`${callsPath(election)}/desk`);
  const waiting = useRead<WaitingView>(`${callsPath(election)}/waiting`, {}, { keep: true });
  return (
    <Page
      title={t('callBacks.deskTitle', { name: election })}
      about={t('callBacks.deskAbout')}
      asOf={waiting.dataUpdatedAt}
      action={<ButtonLink to={callsPath(election)}>{t('callBacks.back')}</ButtonLink>}
    >
      <Problem error={view.error ?? waiting.error} />
      {view.data === undefined || waiting.data === undefined ? (
        (view.isPending || waiting.isPending) && <Skeleton lines={8} />
      ) : (
        <>
          <Section title={t('callBacks.keyFile')}>
            {view.data.callBack === null ? (
              <p className="notice notice-warning">{t('callBacks.noSheets')}</p>
            ) : (
              <KeyFile view={view.data} desk={desk} onDesk={setDesk} />
            )}
          </Section>
          <Section title={t('callBacks.questions')} tools={<AnswerFiles election={election} waiting={waiting.data} />}>
            <Questions desk={desk} waiting={waiting.data} />
          </Section>
          <Section title={t('callBacks.answered')}>
            <Answered waiting={waiting.data} />
          </Section>
        </>
      )}
    </Page>
  );
}
