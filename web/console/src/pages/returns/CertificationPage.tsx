// /elections/:election/certification: each contest, what stands in the way, what waits for its second person, what was done.
import type { ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import type { CertificationsView } from '../../../../../src/server/features/returns/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { DataTable } from '../../templates/DataTable.tsx';
import { Page } from '../../templates/Page.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { numberText } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { Hash } from '../elections/Hash.tsx';
import { ProposeCertification, WaitingCertification } from './Certify.tsx';
import { returnsPath } from './unit-list.tsx';
import { UnitBadge } from './unit-words.tsx';
import './returns.css';

type Contest = CertificationsView['contests'][number];

export function CertificationPage(): ReactElement {
  const { election = '' } = useParams();
  const read = useRead<CertificationsView>(`${electionPath(election)}/certification`);
  const { data } = read;
  return (
    <Page
      title={t('certification.titleOf', { name: data?.name ?? election })}
      about={t('certification.about')}
      {...(data === undefined ? {} : { asOf: read.dataUpdatedAt })}
      action={<ButtonLink to={returnsPath(election)}>{t('returns.back')}</ButtonLink>}
    >
      <Problem error={read.error} />
      {data === undefined
        ? read.isPending && <Skeleton lines={10} />
        : data.contests.map((contest) => <OneContest key={contest.contest} election={election} contest={contest} />)}
    </Page>
  );
}

type Props = { readonly election: string; readonly contest: Contest };

function OneContest({ election, contest }: Props): ReactElement {
  const { certified, waiting, digest } = contest;
  return (
    <Section title={contest.name} tools={<Standing contest={contest} />}>
      <div className="stack">
        <p>
          {t('certification.units', {
            units: numberText(contest.units),
            settled: numberText(contest.units - contest.allOpen),
            open: numberText(contest.allOpen),
          })}
        </p>
        {waiting === null ? (
          <>
            {!certified && <Open election={election} contest={contest} />}
            <p className="muted">{t('certification.digest')}</p>
            <Hash hash={digest} label={t('certification.digest')} />
            <ProposeCertification election={election} contest={contest} />
          </>
        ) : (
          <WaitingCertification election={election} contest={contest} waiting={waiting} />
        )}
        {contest.history.length > 0 && <Acts history={contest.history} />}
      </div>
    </Section>
  );
}

function Standing({ contest: { certified, waiting } }: Pick<Props, 'contest'>): ReactElement {
  if (waiting !== null) return <Badge tone="half">{t('certification.waits')}</Badge>;
  return certified ? (
    <Badge tone="ok">{t('returns.state.certified')}</Badge>
  ) : (
    <Badge tone="open">{t('certification.notYet')}</Badge>
  );
}

const shownOpen = 12;

/** Units that block certification, each with the way to it. */
function Open({ election, contest }: Props): ReactElement {
  const { open, allOpen } = contest;
  if (allOpen === 0) return <p className="notice">{t('certification.nothingOpen')}</p>;
  const query = encodeURIComponent(`contest:"${contest.contest}" state:awaited,conflicting`);
  return (
    <div className="stack-tight">
      <p className="notice notice-warning">{t('certification.blocked', { count: allOpen })}</p>
      <ul className="returns-history stack-tight">
        {open.slice(0, shownOpen).map(({ unit, name, state }) => (
          <li key={unit} className="row">
            <UnitBadge state={state} />
            <Link to={`${returnsPath(election)}/${encodeURIComponent(contest.contest)}/${encodeURIComponent(unit)}`}>
              {unit} {name}
            </Link>
          </li>
        ))}
      </ul>
      {allOpen > shownOpen && (
        <p>
          <Link to={`${returnsPath(election)}?q=${query}`}>{t('certification.allOpen', { count: allOpen })}</Link>
        </p>
      )}
    </div>
  );
}

const Acts = ({ history }: Pick<Contest, 'history'>): ReactElement => (
  <DataTable
    label={t('certification.history')}
    rows={history}
    rowKey={({ proposedAt, act }) => `${act} ${proposedAt}`}
    columns={[
      {
        key: 'act',
        title: t('certification.column.act'),
        cell: ({ act, state }) => t(`certification.${act}.${state}`),
      },
      {
        key: 'reason',
        title: t('certification.column.reason'),
        wide: true,
        wraps: true,
        cell: ({ reason, exceptions }) =>
          exceptions.length === 0 ? reason : `${reason} ${t('certification.excepted', { count: exceptions.length })}`,
      },
      { key: 'by', title: t('certification.column.proposedBy'), cell: ({ proposedBy }) => proposedBy },
      { key: 'decided', title: t('certification.column.decidedBy'), cell: ({ decidedBy }) => decidedBy ?? '–' },
      {
        key: 'at',
        title: t('certification.column.at'),
        number: true,
        cell: ({ decidedAt }) => <Time at={decidedAt} />,
      },
    ]}
  />
);
