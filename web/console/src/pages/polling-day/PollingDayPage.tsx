// /elections/:election/polling-day: every station with its state, sums by area, and the form for what a station reports.
import { type ReactElement, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { pollingPhases } from '../../../../../src/results/polling-day/events.ts';
import type { BoardAnswer } from '../../../../../src/server/features/pollingDay/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { useCommands } from '../../commands/registry.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { ListPage, type Segments } from '../../templates/ListPage.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { BoardAreas, BoardSummary } from './Board.tsx';
import { Hours } from './Hours.tsx';
import './polling-day.css';
import { ReportDialog } from './ReportDialog.tsx';
import { pollingDayPath, stationSpec } from './station-list.tsx';

const segmentsOf = (board: BoardAnswer | undefined): Segments => ({
  key: 'phase',
  label: t('pollday.phases'),
  ...(board === undefined ? {} : { all: board.units }),
  choices: pollingPhases.map((value) => ({
    value,
    label: t(`pollday.phase.${value}`),
    ...(board === undefined ? {} : { count: board.phases[value] }),
  })),
});

export function PollingDayPage(): ReactElement {
  const { election = '' } = useParams();
  const [level, setLevel] = useState<string>();
  const [entering, setEntering] = useState(false);
  const spec = useMemo(() => stationSpec(election), [election]);
  const values = level === undefined ? {} : { level };
  const { data } = useRead<BoardAnswer>(pollingDayPath(election), values, { keep: true, everySeconds: 60 });
  const mayReport = useMay('POST /elections/:election/polling-day/reports');
  useCommands(
    mayReport
      ? [{ id: 'pollday.report', title: t('pollday.report'), scope: 'page', keys: 'n', run: () => setEntering(true) }]
      : [],
  );
  return (
    <ListPage
      spec={spec}
      title={t('pollday.titleOf', { name: data?.name ?? election })}
      about={data && t('pollday.about', { opens: data.opens, closes: data.closes, zone: data.timeZone })}
      action={
        <>
          <ButtonLink to={electionPath(election)}>{t('returns.backToElection')}</ButtonLink>
          {data !== undefined && <Hours board={data} />}
          {mayReport && (
            <Button kind="primary" onPress={() => setEntering(true)}>
              {t('pollday.report')}
            </Button>
          )}
        </>
      }
      segments={segmentsOf(data)}
      views={false}
      nothing={{ title: t('pollday.nothing'), text: t('pollday.nothingAbout') }}
      done={{ query: 'help:yes', title: t('pollday.noHelp'), text: t('pollday.noHelpAbout') }}
    >
      {data !== undefined && data.units > 0 && (
        <>
          <BoardSummary board={data} />
          <BoardAreas board={data} onLevel={setLevel} />
        </>
      )}
      {entering && data !== undefined && <ReportDialog board={data} onClose={() => setEntering(false)} />}
    </ListPage>
  );
}
