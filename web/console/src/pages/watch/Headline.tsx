// The few numbers of the watch, large: new, urgent, mine, alerts. Each opens its rows.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { AlertList } from '../../../../../src/server/features/alerts/schemas.ts';
import type { FindingCounts, FindingList } from '../../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useHas, useMay } from '../../session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { Num } from '../../ui/Num.tsx';
import { findingsTo } from './FindingsNow.tsx';

export const urgentQuery = 'state:new severity:severe,critical';

export function Headline({ counts }: { readonly counts: FindingCounts }): ReactElement {
  const hasAlerts = useHas('alerts');
  const mayAlerts = useMay('GET /alerts');
  const urgent = useRead<FindingList>('/findings', { q: urgentQuery, limit: 1 }).data?.matching;
  const alerts = useRead<AlertList>('/alerts', { limit: 1 }, { enabled: hasAlerts && mayAlerts }).data?.counts.mine;
  return (
    <ul className="watch-headline">
      <Fact label={t('watch.waiting')} word={t('watch.new')} value={counts.state.new} to={findingsTo('state:new')} />
      <Fact label={t('watch.urgent')} value={urgent} to={findingsTo(urgentQuery, '-severity')} severe />
      <Fact label={t('watch.mine')} value={counts.mine} to={findingsTo('assigned:me state:new,examined')} />
      {hasAlerts && mayAlerts && <Fact label={t('watch.alerts')} value={alerts} to="/alerts" />}
    </ul>
  );
}

type FactProps = {
  readonly label: string;
  readonly word?: string;
  readonly value: number | undefined;
  readonly to: string;
  readonly severe?: boolean;
};

function Fact({ label, word, value, to, severe = false }: FactProps): ReactElement {
  const alarm = severe && value !== undefined && value > 0;
  return (
    <li className={alarm ? 'is-severe' : undefined}>
      <Link to={to}>
        <span className="watch-number">
          {alarm && <Icon name="severe" size={24} />}
          <Num value={value} />
        </span>
        <span className="watch-words">
          {word !== undefined && <b>{word}</b>} {label}
        </span>
      </Link>
    </li>
  );
}
