// All findings: filtered by query and state, new ones arriving while somebody reads.
import type { ReactElement } from 'react';
import { findingStates } from '../../../../../src/findings/finding.ts';
import type { FindingCounts } from '../../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { ListPage } from '../../templates/ListPage.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { useColleagues } from './colleagues.ts';
import { findingList } from './finding-list.tsx';
import './findings.css';

export function FindingsPage(): ReactElement {
  const counts = useRead<FindingCounts>('/findings/counts').data;
  const spec = findingList(useColleagues());
  return (
    <ListPage
      spec={spec}
      title={t('findings.title')}
      about={t('findings.about')}
      action={
        counts !== undefined && counts.mine > 0 ? (
          <ButtonLink to="/findings?q=assigned%3Ame%20state%3Anew%2Cexamined">
            {t('findings.mine', { count: counts.mine })}
          </ButtonLink>
        ) : undefined
      }
      segments={{
        key: 'state',
        label: t('findings.states'),
        all: counts?.all,
        choices: findingStates.map((state) => ({
          value: state,
          label: t(`findings.state.${state}`),
          count: counts?.state[state],
        })),
      }}
      nothing={{ title: t('findings.nothingTitle'), text: t('findings.nothingText') }}
      done={{
        query: 'state:new',
        title: t('findings.doneTitle'),
        text: t('findings.doneText'),
        action: <ButtonLink to="/findings">{t('findings.doneAction')}</ButtonLink>,
      }}
      exports={{
        path: '/findings/export',
        formats: [
          { value: 'csv', label: t('findings.exportCsv') },
          { value: 'jsonl', label: t('findings.exportJsonl') },
        ],
      }}
    />
  );
}
