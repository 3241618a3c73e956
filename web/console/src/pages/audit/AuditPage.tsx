// The audit trail: filter, export, and proof that its chain is whole.
import { type ReactElement, useState } from 'react';
import type { AuditItem } from '../../../../../src/server/features/audit/schemas.ts';
import { t } from '../../messages/t.ts';
import type { ListSpec } from '../../templates/list-spec.ts';
import { ListPage } from '../../templates/ListPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { numberText } from '../../ui/Num.tsx';
import { Time } from '../../ui/Time.tsx';
import './audit.css';
import { auditFields } from './fields.ts';
import { Verification } from './Verification.tsx';
import { AboutWhat, actorText, Details } from './words.tsx';

const spec: ListSpec<AuditItem> = {
  page: 'audit',
  endpoint: '/audit',
  fields: auditFields,
  rowKey: ({ sequence }) => String(sequence),
  defaultSort: '-sequence',
  columns: [
    {
      key: 'sequence',
      title: t('audit.sequence'),
      number: true,
      sorts: true,
      cell: ({ sequence }) => numberText(sequence),
    },
    { key: 'time', title: t('audit.time'), cell: ({ time }) => <Time at={time} form="exact" /> },
    { key: 'actor', title: t('audit.actor'), cell: actorText },
    { key: 'event', title: t('audit.event'), wide: true, cell: (item) => <What item={item} /> },
    { key: 'subject', title: t('audit.subject'), cell: (item) => <AboutWhat item={item} /> },
    { key: 'network', title: t('audit.network'), cell: ({ network }) => <span className="mono">{network}</span> },
    { key: 'hash', title: t('audit.hash'), spare: true, cell: ({ hash }) => <Copyable text={hash} shown={16} /> },
  ],
};

const What = ({ item }: { readonly item: AuditItem }): ReactElement => (
  <span className="audit-what">
    <span title={item.event}>{item.meaning}</span>
    <Details item={item} />
  </span>
);

export function AuditPage(): ReactElement {
  const [verifying, setVerifying] = useState(false);
  return (
    <ListPage
      spec={spec}
      title={t('audit.title')}
      about={t('audit.about')}
      action={
        <Button kind="primary" onPress={() => setVerifying(true)}>
          {t('audit.verify')}
        </Button>
      }
      segments={{
        key: 'by',
        label: t('audit.by'),
        choices: (['person', 'system', 'operator'] as const).map((by) => ({ value: by, label: t(`audit.by.${by}`) })),
      }}
      exports={{
        path: '/audit/export',
        formats: [
          { value: 'csv', label: t('audit.csv') },
          { value: 'jsonl', label: t('audit.jsonl') },
        ],
      }}
      nothing={{ title: t('audit.nothing') }}
    >
      {verifying && <Verification onClose={() => setVerifying(false)} />}
    </ListPage>
  );
}
