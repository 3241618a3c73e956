// Findings that share members, objects, time or technique with this one.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { RelatedFindings } from '../../../../../src/server/features/findings/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { SeverityBadge, StateBadge } from './Badges.tsx';
import { findingPath } from './finding-list.tsx';
import { Foreign } from './Foreign.tsx';

export function Related({ id }: { readonly id: string }): ReactElement {
  const { data, error } = useRead<RelatedFindings>(`/findings/${encodeURIComponent(id)}/related`);
  return (
    <Section title={t('findings.relatedTitle')} id="related">
      <Problem error={error} />
      {data === undefined && error === null && <Skeleton lines={3} />}
      {data?.items.length === 0 && <p className="muted">{t('findings.relatedNone')}</p>}
      <ul className="finding-related">
        {data?.items.map(({ finding, reasons }) => (
          <li key={finding.id}>
            <Link to={findingPath(finding.id)}>
              <Foreign text={finding.title} most={140} />
            </Link>
            <span className="row small">
              <SeverityBadge {...finding} />
              <StateBadge {...finding} />
              <span className="muted">{reasons.map(({ text }) => text).join(' · ')}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
