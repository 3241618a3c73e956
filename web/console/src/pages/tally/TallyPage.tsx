// /elections/:election/tally: votes of an area, of the areas below it, and seats with every step. All choices stand in
// the address.
import type { ReactElement } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { TallyView } from '../../../../../src/server/features/tally/schemas.ts';
import { downloadUrl } from '../../api/client.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Page } from '../../templates/Page.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { numberText } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Checkbox, Select } from '../../ui/Select.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { Candidates } from './Candidates.tsx';
import { Areas, Options, Path } from './Figures.tsx';
import { Seats } from './Seats.tsx';
import './tally.css';

export function TallyPage(): ReactElement {
  const { election = '' } = useParams();
  const [chosen, setChosen] = useSearchParams();
  const set = (key: string, value: string): void => {
    const next = new URLSearchParams(chosen);
    if (value === '') next.delete(key);
    else next.set(key, value);
    if (key === 'contest') next.delete('area');
    setChosen(next);
  };
  const read = useRead<TallyView>(`${electionPath(election)}/tally`, Object.fromEntries(chosen), { keep: true });
  const { data } = read;
  return (
    <Page
      title={data === undefined ? t('tally.title') : data.contestName}
      about={t('tally.title')}
      {...(data === undefined ? {} : { asOf: read.dataUpdatedAt })}
      action={
        <Actions
          election={election}
          confirmedOnly={chosen.get('confirmedOnly') === 'yes'}
          emlNamed={data?.emlNamed === true}
        />
      }
    >
      <Problem error={read.error} />
      {data === undefined ? read.isPending && <Skeleton lines={12} /> : <Tally tally={data} set={set} />}
    </Page>
  );
}

type ActionsProps = { readonly election: string; readonly confirmedOnly: boolean; readonly emlNamed: boolean };
const formats = ['csv-totals', 'csv', 'eml-510', 'eml-520', 'cdf', 'json'] as const;

function Actions({ election, confirmedOnly, emlNamed }: ActionsProps): ReactElement {
  const values = { confirmedOnly: confirmedOnly ? 'yes' : 'no' };
  const path = electionPath(election);
  const items = [
    { label: t('tally.export.areas'), href: downloadUrl(`${path}/tally/export`, values), download: true as const },
    ...formats
      .filter((format) => emlNamed || !format.startsWith('eml-'))
      .map((format) => ({
        label: t(`tally.export.${format}`),
        href: downloadUrl(`${path}/export`, { ...values, format }),
        download: true as const,
      })),
  ];
  return (
    <>
      <Menu kind="quiet" icon="download" side="right" items={[{ heading: t('common.exportHeading') }, ...items]}>
        {t('common.export')}
      </Menu>
      <ButtonLink to={path}>{t('returns.backToElection')}</ButtonLink>
    </>
  );
}

type Props = { readonly tally: TallyView; readonly set: (key: string, value: string) => void };

function Tally({ tally, set }: Props): ReactElement {
  return (
    <>
      <Choices tally={tally} set={set} />
      <Path tally={tally} onArea={(area) => set('area', area)} />
      <Line tally={tally} />
      {tally.counted === 0 ? (
        <Empty kind="nothing" title={t('tally.nothing')}>
          {t('tally.nothingAbout')}
        </Empty>
      ) : (
        <>
          <Section title={t('tally.votes')}>
            <Options tally={tally} />
          </Section>
          {tally.path.length === 1 && <Seats tally={tally} />}
          <Candidates tally={tally} />
        </>
      )}
      {tally.areas.length > 0 && (
        <Section title={t('tally.areas')}>
          <Areas tally={tally} onArea={(area) => set('area', area)} />
        </Section>
      )}
    </>
  );
}

const Choices = ({ tally, set }: Props): ReactElement => (
  <div className="row tally-choices">
    {tally.contests.length > 1 && (
      <Select
        label={t('tally.contest')}
        value={tally.contest}
        choices={tally.contests.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(contest) => set('contest', contest)}
      />
    )}
    <Checkbox
      label={t('tally.confirmedOnly')}
      help={t('tally.confirmedOnlyHelp')}
      checked={tally.confirmedOnly}
      onChange={(only) => set('confirmedOnly', only ? 'yes' : '')}
    />
  </div>
);

function Line({ tally }: Pick<Props, 'tally'>): ReactElement {
  const { counted, units, turnout } = tally;
  const area = tally.path.at(-1)?.name ?? '';
  return (
    <div className="stack-tight">
      <p className="tally-line">{t('tally.whole', { area, counted: numberText(counted), units: numberText(units) })}</p>
      {turnout.units > 0 && (
        <p>
          {t('tally.turnout', {
            cast: numberText(turnout.cast),
            registered: numberText(turnout.registered),
            units: numberText(turnout.units),
          })}
        </p>
      )}
      {!tally.confirmedOnly && tally.byState.received + tally.byState.conflicting > 0 && (
        <p className="muted">{t('tally.provisional')}</p>
      )}
    </div>
  );
}
