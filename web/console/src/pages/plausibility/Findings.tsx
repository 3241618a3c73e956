// Findings of a unit: the reason, what is expected, how often, what speaks against it, what to do; then the numbers.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { HitView, PlausibleUnit } from '../../../../../src/server/features/plausibility/schemas.ts';
import { PeerPicture } from '../../charts/PeerPicture.tsx';
import { t } from '../../messages/t.ts';
import { Badge } from '../../ui/Badge.tsx';
import { unitPath } from '../returns/unit-list.tsx';
import { plausibilityPath, ruleText } from './plausibility-list.tsx';

type Props = { readonly unit: PlausibleUnit };

export const Findings = ({ unit }: Props): ReactElement =>
  unit.findings.length === 0 ? (
    <p>{t('plausibility.noFindings')}</p>
  ) : (
    <ol className="plausibility-findings">
      {unit.findings.map((hit, i) => (
        <li key={`${hit.rule} ${hit.reason}`}>
          <Finding hit={hit} unit={unit} number={i + 1} />
        </li>
      ))}
    </ol>
  );

function Finding({ hit, unit, number }: Props & { readonly hit: HitView; readonly number: number }): ReactElement {
  return (
    <article className="stack-tight">
      <h3 className="plausibility-reason wrap-anywhere">{hit.reason}</h3>
      <dl className="plausibility-facts">
        <Fact label={t('plausibility.expected')} texts={[hit.expected]} />
        <Fact label={t('plausibility.ordinary')} texts={[hit.ordinary]} />
        {hit.against.length > 0 && <Fact label={t('plausibility.against')} texts={hit.against} />}
        <Fact label={t('plausibility.next')} texts={[hit.next]} />
      </dl>
      {hit.otherUnit !== null && (
        <p>
          <Link to={`${plausibilityPath(unit.election)}/${unitPath(unit.contest, hit.otherUnit)}`}>
            {t('plausibility.otherUnit')}
          </Link>
        </p>
      )}
      {hit.picture !== null && <PeerPicture data={hit.picture} name={`${unit.unit}-${hit.rule}-${number}`} />}
      <p className="row small muted">
        <Badge tone="neutral">{ruleText(hit.rule)}</Badge>
        <Numbers hit={hit} />
      </p>
    </article>
  );
}

const Fact = ({ label, texts }: { readonly label: string; readonly texts: readonly string[] }): ReactElement => (
  <>
    <dt>{label}</dt>
    <dd className="wrap-anywhere">
      {texts.map((text) => (
        <span key={text} className="plausibility-line">
          {text}
        </span>
      ))}
    </dd>
  </>
);

/** Two digits that count; small ones as people write them. */
const probability = (value: number): string =>
  value < 0.0001 ? value.toExponential(1) : String(Number(value.toPrecision(2)));

function Numbers({ hit: { score, p, q } }: { readonly hit: HitView }): ReactElement | null {
  if (score === null) return null;
  const text =
    p === null || q === null
      ? t('plausibility.numbers', { score: String(score) })
      : t('plausibility.numbersCalibrated', { score: String(score), p: probability(p), q: probability(q) });
  return <span title={t('plausibility.numbersHelp')}>{text}</span>;
}
