// Units of which headquarters' copy is not what the log holds.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { BulletinAnswer } from '../../../../../src/server/features/bulletin/schemas.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { electionPath } from '../elections/election-list.tsx';

type Props = { readonly election: string; readonly units: BulletinAnswer['copyDiffers'] };

export const Differing = ({ election, units }: Props): ReactElement | null =>
  units.length === 0 ? null : (
    <Section title={t('bulletin.differs')}>
      <div className="stack" role="alert">
        <p>{t('bulletin.differsAbout')}</p>
        <ul>
          {units.map(({ contest, unit }) => (
            <li key={`${contest} ${unit}`}>
              <Link to={`${electionPath(election)}/returns/${contest}/${unit}`}>
                {contest} {unit}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
