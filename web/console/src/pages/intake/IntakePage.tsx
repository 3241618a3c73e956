// /elections/:election/intake: how many sealed returns came, which were refused and why, and whether the folder is whole.
import { type ReactElement, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { IntakeView } from '../../../../../src/server/features/intake/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Num } from '../../ui/Num.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { Attention, EnvelopeTable } from './Envelopes.tsx';
import { ReadActions } from './ReadActions.tsx';

const outcomes = ['all', 'added', 'known', 'refused'] as const;
type Outcome = (typeof outcomes)[number];
const pageRows = 100;
const mostRows = 500;

const outcomeOf = (text: string | null): Outcome => outcomes.find((one) => one === text) ?? 'all';

export function IntakePage(): ReactElement {
  const { election = '' } = useParams();
  const [address] = useSearchParams();
  const [limit, setLimit] = useState(pageRows);
  const outcome = outcomeOf(address.get('outcome'));
  const values = { limit, ...(outcome === 'all' ? {} : { outcome }) };
  const read = useRead<IntakeView>(`${electionPath(election)}/intake`, values, { keep: true, everySeconds: 15 });
  const { data, isPending, error, refetch, dataUpdatedAt } = read;
  const back = { to: electionPath(election), label: t('intake.back') };
  if (data === undefined) {
    const retry = (): void => void refetch();
    return <DetailPage {...{ back, isPending, error, retry }} title={t('intake.title')} />;
  }
  const more = data.next === undefined || limit >= mostRows ? undefined : () => setLimit(mostRows);
  return (
    <DetailPage
      back={back}
      title={t('intake.titleOf', { name: election })}
      about={t('intake.about')}
      actions={data.reading ? <ReadActions election={election} refused={data.refused} /> : undefined}
      properties={propertiesOf(data)}
      asOf={dataUpdatedAt}
    >
      <Attention intake={data} />
      <Envelopes election={election} intake={data} outcome={outcome} more={more} />
    </DetailPage>
  );
}

type Props = {
  readonly election: string;
  readonly intake: IntakeView;
  readonly outcome: Outcome;
  readonly more: (() => void) | undefined;
};

function Envelopes({ election, intake, outcome, more }: Props): ReactElement | null {
  const [, setAddress] = useSearchParams();
  const { added, known, refused, envelopes, reading, problem } = intake;
  const counts = { all: added + known + refused, added, known, refused };
  if (counts.all === 0 && problem !== null) return null;
  if (counts.all === 0)
    return reading ? (
      <Empty kind="nothing" title={t('intake.nothing')}>
        {t('intake.nothingAbout')}
      </Empty>
    ) : (
      <Empty kind="nothing" title={t('intake.notReading')}>
        {t('intake.notReadingAbout')}
      </Empty>
    );
  const segments = outcomes.map((key) => ({ key, label: t(`intake.${key}`), count: counts[key] }));
  const choose = (key: Outcome): void => setAddress(key === 'all' ? {} : { outcome: key }, { replace: true });
  return (
    <Section title={t('intake.envelopes')} tools={t('intake.shown', { shown: envelopes.length, all: counts[outcome] })}>
      <div className="stack">
        <Segmented label={t('intake.outcome')} segments={segments} value={outcome} onChange={choose} />
        {envelopes.length === 0 ? (
          <Empty kind="filtered" title={t('intake.filtered')} />
        ) : (
          <EnvelopeTable election={election} envelopes={envelopes} />
        )}
        {more !== undefined && <Button onPress={more}>{t('intake.older')}</Button>}
      </div>
    </Section>
  );
}

const timeOf = (at: number | null): ReactElement | string => (at === null ? t('intake.never') : <Time at={at} />);

const propertiesOf = (intake: IntakeView): readonly Property[] => [
  { label: t('intake.lastReceived'), value: timeOf(intake.lastReceivedAt) },
  { label: t('intake.lastRead'), value: timeOf(intake.lastReadAt) },
  ...(intake.reading
    ? [
        { label: t('intake.lookedAt'), value: timeOf(intake.lookedAt) },
        { label: t('intake.receipts'), value: t(intake.pinned ? 'intake.pinned' : 'intake.notPinned') },
        { label: t('intake.missing'), value: <Num value={intake.missing} /> },
        { label: t('intake.unsigned'), value: <Num value={intake.unsigned} /> },
        { label: t('intake.badLines'), value: <Num value={intake.badLines} /> },
      ]
    : []),
];
