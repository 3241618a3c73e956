// What was seen, in words, with how many such findings the null would give; and beside it what speaks against it.
import type { ReactElement } from 'react';
import { duration } from '../../../../../src/detect/coordination/report/words.ts';
import { numberText } from '../../ui/Num.tsx';
import type { FindingDetail } from '../../../../../src/server/features/findings/schemas.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { falseText } from './finding-words.ts';
import { Foreign } from './Foreign.tsx';

type Props = { readonly finding: FindingDetail };

export function Claim({ finding }: Props): ReactElement {
  const { observed, expected, accounts, windowSeconds } = finding;
  const counted = observed !== null && expected !== null;
  return (
    <Section title={t('findings.claimTitle')} id="claim">
      <div className="prose stack-tight">
        {counted && (
          <p className="finding-lede">
            {t('findings.claimNumbers', {
              accounts,
              observed,
              expected: numberText(expected),
              window: duration(windowSeconds),
            })}
          </p>
        )}
        <p className="finding-sure">
          <b>{sureText(finding)}</b>
        </p>
        <p className={counted ? 'muted' : 'finding-lede'}>
          <Foreign text={finding.claim} most={4000} />
        </p>
        {finding.returns === null && <p className="muted">{t('findings.notGround')}</p>}
      </div>
    </Section>
  );
}

function sureText({ standing, qValue, returns }: FindingDetail): string {
  if (standing === 'provisional') return t('findings.claimProvisional');
  if (standing === 'lapsed') return t(returns === null ? 'findings.claimLapsed' : 'findings.claimSettled');
  if (returns !== null) return t('findings.claimTwoPapers');
  return qValue === null || standing !== 'calibrated' ? t('findings.claimNotCalibrated') : falseText(qValue);
}

/** The same weight as the evidence: it stands before it, as wide and as large. */
export function Against({ finding: { counterEvidence } }: Props): ReactElement {
  return (
    <Section title={t('findings.againstTitle')} id="against">
      <ul className="finding-list finding-against prose">
        {counterEvidence.length === 0 ? (
          <li>{t('findings.againstNothing')}</li>
        ) : (
          counterEvidence.map((sentence) => (
            <li key={sentence}>
              <Foreign text={sentence} most={2000} />
            </li>
          ))
        )}
      </ul>
    </Section>
  );
}

export function NextSteps({ finding: { nextSteps } }: Props): ReactElement {
  return (
    <Section title={t('findings.nextTitle')} id="next">
      <ol className="finding-list finding-steps prose">
        {nextSteps.map((step) => (
          <li key={step}>
            <Foreign text={step} most={2000} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
