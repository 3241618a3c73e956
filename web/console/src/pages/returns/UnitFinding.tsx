// The finding of a unit's conflict, where there is or was one; those who work with findings can open it.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { UnitDetail } from '../../../../../src/server/features/returns/schemas.ts';
import { t } from '../../messages/t.ts';
import { useHas, useMay } from '../../session/session.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Time } from '../../ui/Time.tsx';

export function UnitFinding({ finding }: { readonly finding: NonNullable<UnitDetail['finding']> }): ReactElement {
  const mayOpen = useMay('GET /findings/:id');
  const hasFindings = useHas('findings');
  const { id, severity, open, state, against, nextSteps, createdAt } = finding;
  return (
    <Section
      title={t('returns.finding')}
      id="finding"
      tools={
        mayOpen && hasFindings && <Link to={`/findings/${encodeURIComponent(id)}`}>{t('returns.findingOpen')}</Link>
      }
    >
      <div className="stack-tight">
        <p className="row">
          <Badge tone={severity}>{t(`findings.severity.${severity}`)}</Badge>
          {open ? (
            <Badge tone="open">{t('findings.standing.notCalibrated')}</Badge>
          ) : (
            <Badge tone="neutral">{t('returns.findingClosed')}</Badge>
          )}
          <span className="muted">{t(`findings.state.${state}`)}</span> <Time at={createdAt} />{' '}
          <Copyable text={id} shown={16} />
        </p>
        <h3>{t('findings.againstTitle')}</h3>
        <ul className="finding-list prose">
          {against.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {open && (
          <details>
            <summary>{t('findings.nextTitle')}</summary>
            <ol className="finding-list prose">
              {nextSteps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </details>
        )}
      </div>
    </Section>
  );
}
