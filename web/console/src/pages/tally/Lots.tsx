// Lots for seats: recorded by one person, confirmed by another; those of other votes are kept and say so.
import { type ReactElement, useState } from 'react';
import type { LotView, SeatsView } from '../../../../../src/server/features/tally/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';
import { RecordLotDialog } from './RecordLot.tsx';

const route = 'POST /elections/:election/lots';

export function Lots({ seats }: { readonly seats: SeatsView }): ReactElement | null {
  const { election, contest, confirmedOnly, lotsNeeded, asDefined } = seats;
  const [asking, setAsking] = useState(false);
  const mayRecord = useMay(route);
  const values = { confirmedOnly: confirmedOnly ? 'yes' : 'no' };
  const { data } = useRead<{ readonly items: readonly LotView[] }>(`${electionPath(election)}/lots`, values);
  const lots = (data?.items ?? []).filter((one) => one.contest === contest);
  const waits = lots.some(({ state }) => state === 'proposed');
  if (lotsNeeded === null && lots.length === 0) return null;
  return (
    <div className="stack">
      {lotsNeeded !== null && (
        <div className="notice notice-warning stack-tight">
          <p>
            <b>{t('tally.lots')}</b> {lotsNeeded.words}
          </p>
          {mayRecord && asDefined && !waits && (
            <div className="row">
              <Button onPress={() => setAsking(true)}>{t('tally.lot.record')}</Button>
            </div>
          )}
        </div>
      )}
      {asking && lotsNeeded !== null && (
        <RecordLotDialog seats={seats} needed={lotsNeeded} onClose={() => setAsking(false)} />
      )}
      {lots.map((lot) => lot.state === 'proposed' && <Waiting key={lot.number} election={election} lot={lot} />)}
      {lots.length > 0 && <Table lots={lots} />}
    </div>
  );
}

function Standing({ lot: { state, applies } }: { readonly lot: LotView }): ReactElement {
  if (state === 'proposed') return <Badge tone="half">{t('tally.lot.waits')}</Badge>;
  if (state === 'refused') return <Badge tone="neutral">{t('tally.lot.refused')}</Badge>;
  return applies ? <Badge tone="ok">{t('tally.lot.holds')}</Badge> : <Badge tone="open">{t('tally.lot.old')}</Badge>;
}

const names = (options: LotView['drawn']): string => options.map(({ name }) => name).join(', ');

const Table = ({ lots }: { readonly lots: readonly LotView[] }): ReactElement => (
  <DataTable
    label={t('tally.lot.title')}
    rows={lots}
    rowKey={({ number }) => String(number)}
    columns={[
      { key: 'standing', title: t('tally.lot.column.standing'), cell: (lot) => <Standing lot={lot} /> },
      {
        key: 'drawn',
        title: t('tally.lot.column.drawn'),
        wide: true,
        wraps: true,
        cell: ({ drawn, among }) => t('tally.lot.drawnOf', { drawn: names(drawn), among: names(among) }),
      },
      {
        key: 'how',
        title: t('tally.lot.column.how'),
        wraps: true,
        cell: ({ how, drawnBy, witnesses }) => t('tally.lot.howOf', { how, drawnBy, witnesses: witnesses.join(', ') }),
      },
      {
        key: 'by',
        title: t('tally.lot.column.by'),
        wraps: true,
        cell: (lot) => [lot.recordedBy, lot.decidedBy ?? '–'].join(', '),
      },
      { key: 'at', title: t('tally.lot.column.at'), number: true, cell: ({ drawnAt }) => <Time at={drawnAt} /> },
    ]}
  />
);

type WaitingProps = { readonly election: string; readonly lot: LotView };

function Waiting({ election, lot }: WaitingProps): ReactElement | null {
  const [asking, setAsking] = useState<boolean>();
  const mayDecide = useMay(route);
  const decide = useChange(
    async (approve: boolean) => {
      const body = { step: 'decide', contest: lot.contest, number: lot.number, approve };
      await send('POST', `${electionPath(election)}/lots`, body);
      toast(t(approve ? 'tally.lot.confirmed' : 'tally.lot.wasRefused'));
      setAsking(undefined);
    },
    ['/elections'],
  );
  if (!mayDecide) return null;
  return (
    <div className="stack-tight">
      <p>{t('tally.lot.waitingOf', { name: lot.recordedBy, drawn: names(lot.drawn) })}</p>
      {lot.mine && <p className="muted">{t('tally.lot.mine')}</p>}
      <div className="row">
        {!lot.mine && (
          <Button kind="primary" onPress={() => setAsking(true)}>
            {t('tally.lot.confirm')}
          </Button>
        )}
        <Button kind="danger" onPress={() => setAsking(false)}>
          {t(lot.mine ? 'tally.lot.takeBack' : 'tally.lot.refuse')}
        </Button>
      </div>
      {asking !== undefined && (
        <Confirm
          danger={!asking}
          title={t(asking ? 'tally.lot.confirmTitle' : 'tally.lot.refuseTitle', { drawn: names(lot.drawn) })}
          undo={t(asking ? 'tally.lot.confirmUndo' : 'tally.lot.refuseUndo')}
          action={t(asking ? 'tally.lot.confirm' : 'tally.lot.refuse')}
          busy={decide.isPending}
          error={decide.error}
          onConfirm={() => decide.mutate(asking)}
          onClose={() => setAsking(undefined)}
        >
          <p>{t('tally.lot.howOf', { how: lot.how, drawnBy: lot.drawnBy, witnesses: lot.witnesses.join(', ') })}</p>
        </Confirm>
      )}
    </div>
  );
}
