// /alerts: who was told of which finding, and who takes care. "a" acknowledges the row that has the focus.
import { type ReactElement, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { alertStates } from '../../../../../src/alerts/alert.ts';
import type { Alert, AlertList, Rota } from '../../../../../src/server/features/alerts/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { useCommands } from '../../commands/registry.ts';
import { t } from '../../messages/t.ts';
import { ListPage, type Segments } from '../../templates/ListPage.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { alertListSpec } from './alert-list.tsx';
import { Messages } from './Messages.tsx';
import './alerts.css';

const isOpen = ({ state }: Alert): boolean => state === 'open' || state === 'held' || state === 'batched';

type Acknowledge = {
  readonly run: (ids: readonly string[]) => void;
  readonly error: unknown;
  readonly busy: boolean;
};

function useSegments(): Segments {
  const { data } = useRead<AlertList>('/alerts', { limit: 1 });
  const choices = alertStates.map((value) => ({
    value,
    label: t(`alerts.state.${value}`),
    count: data?.counts[value],
  }));
  return { key: 'state', label: t('alerts.column.state'), all: data?.all, choices };
}

function useAcknowledge(): Acknowledge {
  const change = useChange(
    async (ids: readonly string[]) => {
      for (const id of ids) await send('POST', `/alerts/${encodeURIComponent(id)}/acknowledge`);
      toast(t('alerts.acknowledged', { count: ids.length }));
    },
    ['/alerts'],
  );
  return { run: (ids) => change.mutate(ids), error: change.error, busy: change.isPending };
}

const focusedRow = (): string | undefined => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row;

export function AlertsPage(): ReactElement {
  const [shown, setShown] = useState<Alert>();
  const spec = useMemo(() => alertListSpec(setShown), []);
  const acknowledge = useAcknowledge();
  const rota = useRead<Rota>('/rota');
  useCommands([
    {
      id: 'alerts.acknowledge',
      title: t('alerts.acknowledge'),
      scope: 'page',
      keys: 'a',
      run: () => {
        const id = focusedRow();
        if (id !== undefined) acknowledge.run([id]);
      },
    },
  ]);
  return (
    <ListPage
      spec={spec}
      title={t('alerts.title')}
      about={t('alerts.about')}
      action={<ButtonLink to="/my-alerts">{t('alerts.goToMine')}</ButtonLink>}
      segments={useSegments()}
      nothing={{ title: t('alerts.nothing'), text: t('alerts.nothingAbout') }}
      done={{ query: 'state:open', title: t('alerts.allDone'), text: t('alerts.allDoneAbout') }}
      bulk={(rows, clear) => acknowledgeChosen(rows, clear, acknowledge)}
    >
      <Problem error={acknowledge.error} />
      {rota.data?.plan.enabled === false && (
        <p className="notice notice-warning">
          {t('alerts.noRota')} <Link to="/rota">{t('alerts.goToRota')}</Link>
        </p>
      )}
      {shown !== undefined && <Messages alert={shown} onClose={() => setShown(undefined)} />}
    </ListPage>
  );
}

function acknowledgeChosen(rows: readonly Alert[], clear: () => void, acknowledge: Acknowledge): ReactElement {
  const ids = rows.filter(isOpen).map(({ id }) => id);
  return (
    <Button
      kind="primary"
      icon="ok"
      busy={acknowledge.busy}
      disabled={ids.length === 0}
      onPress={() => {
        acknowledge.run(ids);
        clear();
      }}
    >
      {t('alerts.acknowledgeChosen', { count: ids.length })}
    </Button>
  );
}
