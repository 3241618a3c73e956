// Keys of the audit trail's query; a test compares them with the server's.
import type { QueryField } from '../../../../../src/kernel/query.ts';
import { subjectKinds } from '../../../../../src/ledger/audit/fields.ts';
import { t } from '../../messages/t.ts';

export const auditFields: readonly QueryField[] = [
  { key: 'event', kind: 'text', meaning: t('audit.key.event') },
  { key: 'person', kind: 'text', meaning: t('audit.key.person') },
  { key: 'by', kind: 'choice', meaning: t('audit.key.by'), values: ['person', 'system', 'operator'] },
  { key: 'about', kind: 'choice', meaning: t('audit.key.about'), values: subjectKinds },
  { key: 'subject', kind: 'text', meaning: t('audit.key.subject'), optional: true },
  { key: 'network', kind: 'text', meaning: t('audit.key.network'), optional: true },
  { key: 'time', kind: 'time', meaning: t('audit.key.time') },
  { key: 'sequence', kind: 'number', meaning: t('audit.key.sequence') },
];
