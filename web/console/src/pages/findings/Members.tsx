// Who is in the group: accounts by what they shared in it. Pseudonyms, never names.
import { type ReactElement, useState } from 'react';
import { duration } from '../../../../../src/detect/coordination/report/words.ts';
import type { FindingDetail } from '../../../../../src/server/features/findings/schemas.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Button } from '../../ui/Button.tsx';
import { Num } from '../../ui/Num.tsx';
import { Foreign } from './Foreign.tsx';

type Member = FindingDetail['members'][number] & { readonly rank: number };
const shownFirst = 20;
const mostShown = 200;

const columns = (): readonly Column<Member>[] => [
  { key: 'rank', title: '#', number: true, cell: ({ rank }) => rank },
  {
    key: 'account',
    title: t('findings.memberAccount'),
    wide: true,
    cell: ({ account }) => <Foreign text={account} most={80} mono />,
  },
  { key: 'group', title: t('findings.memberInGroup'), number: true, cell: (row) => <Num value={row.sharesInGroup} /> },
  { key: 'shares', title: t('findings.memberShares'), number: true, cell: (row) => <Num value={row.shares} /> },
  { key: 'firsts', title: t('findings.memberFirsts'), number: true, cell: (row) => <Num value={row.firsts} /> },
  { key: 'lag', title: t('findings.memberLag'), number: true, cell: (row) => duration(row.medianLagSeconds) },
];

const declared = (): Column<Member> => ({
  key: 'declared',
  title: t('findings.memberDeclared'),
  cell: (row) => (row.declared === null ? '–' : <Foreign text={row.declared} most={60} />),
});

export function Members({ finding: { members, accounts } }: { readonly finding: FindingDetail }): ReactElement {
  const [all, setAll] = useState(false);
  const rows = members.slice(0, all ? mostShown : shownFirst).map((member, i) => ({ ...member, rank: i + 1 }));
  const listed = rows.some((row) => row.declared !== null);
  return (
    <Section title={t('findings.membersTitle')} id="members" tools={<Num value={accounts} className="muted" />}>
      <p className="muted prose">{t('findings.membersAbout')}</p>
      <DataTable
        label={t('findings.membersLabel')}
        rows={rows}
        columns={listed ? [...columns(), declared()] : columns()}
        rowKey={({ account }) => account}
      />
      {!all && members.length > shownFirst && (
        <Button onPress={() => setAll(true)}>
          {t('findings.membersMore', { count: Math.min(mostShown, members.length) })}
        </Button>
      )}
      {all && rows.length < accounts && (
        <p className="muted">{t('findings.membersCut', { shown: rows.length, all: accounts })}</p>
      )}
    </Section>
  );
}
