// The reports of a station, the newest first; what no longer stands is struck through and stays.
import { type ReactElement, useState } from 'react';
import type { StationDetail } from '../../../../../src/server/features/pollingDay/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import './polling-day.css';
import { pollingDayPath } from './station-list.tsx';

type Report = StationDetail['history'][number];
type Props = { readonly station: StationDetail; readonly onCorrect: (number: number) => void };

export function Reports({ station, onCorrect }: Props): ReactElement {
  const mayReport = useMay('POST /elections/:election/polling-day/reports');
  const [withdrawing, setWithdrawing] = useState<Report>();
  if (station.history.length === 0) return <p className="muted">{t('pollday.historyNone')}</p>;
  return (
    <>
      <ol className="stack pollday-history">
        {station.history.map((report) => (
          <li key={report.number} className="stack-tight">
            <Line report={report} />
            {mayReport && report.standing && (
              <span className="row">
                <Button kind="quiet" onPress={() => onCorrect(report.number)}>
                  {t('pollday.correct')}
                </Button>
                <Button kind="quiet" onPress={() => setWithdrawing(report)}>
                  {t('pollday.withdraw')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {withdrawing !== undefined && (
        <Withdraw station={station} report={withdrawing} onClose={() => setWithdrawing(undefined)} />
      )}
    </>
  );
}

const Line = ({ report }: { readonly report: Report }): ReactElement => (
  <>
    <span className="row">
      <Time at={report.reportedAt} form="exact" />
      <b className={report.standing || report.event === 'withdrawn' ? undefined : 'pollday-gone'}>
        {t(`pollday.event.${report.event}`)}
      </b>
      {report.toldLate && <Badge tone="notice">{t('pollday.toldLate')}</Badge>}
      {report.supersedes !== null && (
        <span className="muted">{t('pollday.corrects', { number: report.supersedes })}</span>
      )}
    </span>
    {report.text !== '' && <span className="wrap-anywhere">{report.text}</span>}
    <span className="muted small">
      {report.number}, {t('pollday.from', { caller: report.caller })}, {t('pollday.by', { name: report.enteredBy })}
    </span>
  </>
);

type WithdrawProps = { readonly station: StationDetail; readonly report: Report; readonly onClose: () => void };

function Withdraw({ station, report, onClose }: WithdrawProps): ReactElement {
  const withdraw = useChange(async () => {
    await send('POST', `${pollingDayPath(station.election)}/reports`, {
      ...{ unit: station.unit, event: 'withdrawn', caller: report.caller },
      supersedes: report.number,
    });
    toast(t('pollday.withdrawn'));
    onClose();
  }, ['/elections']);
  return (
    <Confirm
      title={t('pollday.withdrawTitle', { station: station.name })}
      undo={t('pollday.withdrawUndo')}
      action={t('pollday.withdraw')}
      busy={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t('pollday.withdrawText', { event: t(`pollday.event.${report.event}`) })}</p>
    </Confirm>
  );
}
