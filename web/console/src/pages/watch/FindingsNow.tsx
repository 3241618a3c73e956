// How many findings there are, by state, severity and standing: each number opens its rows.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { findingStates, severities, standings } from '../../../../../src/findings/finding.ts';
import type { FindingCounts } from '../../../../../src/server/features/findings/schemas.ts';
import { queryText } from '../../api/client.ts';
import { t } from '../../messages/t.ts';
import { Num } from '../../ui/Num.tsx';
import { SeverityBadge, StandingBadge, StateBadge } from '../findings/Badges.tsx';

export const findingsTo = (q: string, sort?: string): string => `/findings${queryText({ q, sort })}`;

export function FindingsNow({ counts }: { readonly counts: FindingCounts }): ReactElement {
  return (
    <div className="watch-counts">
      <Counts title={t('watch.byState')}>
        {findingStates.map((state) => (
          <Line key={state} to={findingsTo(`state:${state}`)} count={counts.state[state]}>
            <StateBadge state={state} />
          </Line>
        ))}
      </Counts>
      <Counts title={t('watch.bySeverity')}>
        {severities.toReversed().map((severity) => (
          <Line key={severity} to={findingsTo(`severity:${severity}`)} count={counts.severity[severity]}>
            <SeverityBadge severity={severity} />
          </Line>
        ))}
      </Counts>
      <Counts title={t('watch.byStanding')}>
        {standings.map((standing) => (
          <Line key={standing} to={findingsTo(`standing:${standing}`)} count={counts.standing[standing]}>
            <StandingBadge standing={standing} />
          </Line>
        ))}
      </Counts>
    </div>
  );
}

const Counts = ({ title, children }: { readonly title: string; readonly children: ReactElement[] }): ReactElement => (
  <div>
    <h3 className="small muted">{title}</h3>
    <ul>{children}</ul>
  </div>
);

type LineProps = { readonly to: string; readonly count: number; readonly children: ReactElement };
const Line = ({ to, count, children }: LineProps): ReactElement => (
  <li>
    {children}
    <Link to={to} className="number">
      <Num value={count} />
    </Link>
  </li>
);
