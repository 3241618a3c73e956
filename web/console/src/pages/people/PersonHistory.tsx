// The latest of what a person did, from the audit trail.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { Person } from '../../../../../src/server/features/accounts/schemas.ts';
import type { auditPage } from '../../../../../src/server/features/audit/schemas.ts';
import { queryText } from '../../api/client.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/Time.tsx';
import { AboutWhat } from '../audit/words.tsx';

export function PersonHistory({ person }: { readonly person: Person }): ReactElement {
  const q = `person:${person.id}`;
  const { data, error } = useRead<z.infer<typeof auditPage>>('/audit', { q, limit: 20 });
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <Skeleton lines={6} />;
  return (
    <div className="stack-tight">
      <p className="muted">{t('people.historyAbout')}</p>
      <DataTable
        label={t('people.history', { name: person.name })}
        rows={data.items}
        rowKey={({ sequence }) => String(sequence)}
        columns={[
          { key: 'time', title: t('audit.time'), cell: ({ time }) => <Time at={time} form="exact" /> },
          { key: 'meaning', title: t('audit.event'), wide: true, cell: ({ meaning }) => meaning },
          { key: 'subject', title: t('audit.subject'), cell: (item) => <AboutWhat item={item} /> },
        ]}
      />
      <Link to={`/audit${queryText({ q })}`}>{t('people.historyAll')}</Link>
    </div>
  );
}
