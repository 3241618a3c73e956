// What a definition says, in tables: versions, contests, checks, merged units.
import type { ReactElement } from 'react';
import type { DefinitionVersionView, ElectionDetail } from '../../../../../src/server/features/elections/schemas.ts';
import { t, tryText } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { numberText } from '../../ui/Num.tsx';
import { Time } from '../../ui/Time.tsx';
import { VersionBadge } from './election-list.tsx';

const methodText = (method: string | null): string => tryText(`tally.method.${method ?? ''}`) ?? method ?? '–';

const who = (name: string | null, at: number | null): ReactElement | string =>
  name === null ? (
    '–'
  ) : (
    <span className="row">
      {name} <Time at={at} />
    </span>
  );

export const Versions = ({ versions }: { readonly versions: readonly DefinitionVersionView[] }): ReactElement => (
  <DataTable
    label={t('results.versions')}
    rows={[...versions].toSorted((a, b) => b.version - a.version)}
    rowKey={({ version }) => String(version)}
    columns={[
      { key: 'version', title: t('results.column.version'), number: true, cell: ({ version }) => numberText(version) },
      { key: 'state', title: t('results.column.state'), cell: (one) => <VersionBadge state={one.state} /> },
      { key: 'hash', title: t('results.hashShort'), cell: ({ hash }) => <Copyable text={hash} shown={16} /> },
      {
        key: 'changes',
        title: t('results.column.changes'),
        wraps: true,
        cell: ({ reason, changes }) => [reason, ...changes].filter((text) => text !== '').join('; ') || '–',
      },
      { key: 'made', title: t('results.column.made'), wraps: true, cell: (one) => who(one.madeBy, one.madeAt) },
      {
        key: 'decided',
        title: t('results.column.decided'),
        wraps: true,
        cell: (one) => who(one.decidedBy, one.decidedAt),
      },
    ]}
  />
);

export const Contests = ({ contestList }: Pick<ElectionDetail, 'contestList'>): ReactElement => (
  <div className="stack">
    {contestList.map(({ id, name, seats, method, options }) => (
      <details key={id} open={contestList.length === 1}>
        <summary>
          <b className="wrap-anywhere">{name}</b>{' '}
          <span className="muted">
            {t('results.contestOptions', { count: options.length })}
            {seats !== null && `, ${t('results.contestSeats', { count: seats, method: methodText(method) })}`}
          </span>
        </summary>
        <ol className="election-options">
          {options.map((option) => (
            <li key={option.id} className="wrap-anywhere">
              {option.name}{' '}
              <span className="muted">
                {option.independent && t('results.independent')}
                {option.candidates > 0 && t('results.contestCandidates', { count: option.candidates })}
              </span>
            </li>
          ))}
        </ol>
      </details>
    ))}
  </div>
);

export const Checks = ({ rules }: Pick<ElectionDetail, 'rules'>): ReactElement => (
  <DataTable
    label={t('results.checks')}
    rows={rules}
    rowKey={({ code }) => code}
    columns={[
      { key: 'code', title: t('results.column.code'), cell: ({ code }) => <code>{code}</code> },
      {
        key: 'kind',
        title: t('results.column.kind'),
        cell: ({ kind }) => <Badge tone={kind === 'error' ? 'severe' : 'warning'}>{t(`results.check.${kind}`)}</Badge>,
      },
      { key: 'label', title: t('results.column.check'), wide: true, wraps: true, cell: ({ label }) => label },
    ]}
  />
);

export const Merged = ({ merged }: Pick<ElectionDetail, 'merged'>): ReactElement => (
  <ul className="bullets">
    {merged.map(({ id, name, stations }) => (
      <li key={id}>{t('results.mergedOf', { name, stations: stations.join(', ') })}</li>
    ))}
  </ul>
);
