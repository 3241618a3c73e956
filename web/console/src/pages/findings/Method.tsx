// How it was found: technique, calibration, parameters with their meaning.
import type { ReactElement } from 'react';
import type { FindingDetail } from '../../../../../src/server/features/findings/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import { Technique } from '../../ui/Technique.tsx';
import { Foreign } from './Foreign.tsx';
import { CalibrationPicture } from './Pictures.tsx';

export function Method({ finding }: { readonly finding: FindingDetail }): ReactElement {
  const { technique, parameters, decoys, detector, detectorVersion } = finding;
  return (
    <Section title={t('findings.methodTitle')} id="method">
      <div className="stack">
        <CalibrationPicture finding={finding} />
        <p className="prose">
          {t('findings.detectorVersion', { name: detector, version: detectorVersion })}.{' '}
          {decoys !== null && t('findings.decoys', { count: decoys })}
          {technique.id !== '' && (
            <>
              {' '}
              {t('findings.techniqueText')}{' '}
              <b>
                <Technique technique={technique} />
              </b>
              . <span className="muted">{t('findings.techniqueAbout')}</span>
            </>
          )}
        </p>
        {parameters.length > 0 && (
          <DataTable
            label={t('findings.parametersLabel')}
            rows={parameters}
            rowKey={({ name }) => name}
            columns={[
              { key: 'name', title: t('findings.parameterName'), cell: ({ name }) => <code>{name}</code> },
              { key: 'value', title: t('findings.parameterValue'), cell: ({ value }) => <Foreign text={value} mono /> },
              { key: 'meaning', title: t('findings.parameterMeaning'), wide: true, cell: ({ meaning }) => meaning },
            ]}
          />
        )}
      </div>
    </Section>
  );
}
