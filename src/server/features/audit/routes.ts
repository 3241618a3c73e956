// The audit trail: list, export and verification. Reading all of it at once is itself recorded.
import { Readable } from 'node:stream';
import { personNames } from '../../../accounts/people.ts';
import { demonstrationPrefix } from '../../../kernel/demonstration.ts';
import type { AuditRow } from '../../../ledger/audit/chain.ts';
import { auditChunks, auditHead } from '../../../ledger/audit/export.ts';
import { auditEntryView, auditList } from '../../../ledger/audit/list.ts';
import { recordAudit } from '../../../ledger/audit/record.ts';
import { type Verification, verifyAudit } from '../../../ledger/audit/verify.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { listRows } from '../../../ledger/list.ts';
import { byOf, personIn } from '../../caller.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import { auditExportQuery, type AuditItem, auditPage, auditQuery, auditVerification } from './schemas.ts';

const tag = 'audit';

export const auditRoutes = ({ ledger, name }: Pick<Space, 'ledger' | 'name'>): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/audit',
    summary: 'Who did what, newest first',
    tag,
    query: auditQuery,
    response: auditPage,
    handle: ({ query }, context) => {
      const me = personIn(context);
      const { rows, matching, atLeast, all, next } = listRows(ledger, auditList, query, { now: ledger.now(), me });
      const items = withNames(ledger, rows as unknown as readonly AuditRow[]);
      return { items, matching, atLeast, all, ...(next === undefined ? {} : { next }) };
    },
  }),
  exportRoute(ledger, name === 'demonstration'),
  verificationRoute(ledger),
];

function withNames(ledger: Ledger, rows: readonly AuditRow[]): AuditItem[] {
  const views = rows.map(auditEntryView);
  const people = views.flatMap(({ actor, subject }) => [
    ...(actor.kind === 'person' ? [actor.id] : []),
    ...(subject?.kind === 'person' ? [subject.id] : []),
  ]);
  const names = personNames(ledger, people);
  return views.map(({ actor, subject, ...view }) => {
    const name = subject?.kind === 'person' ? names.get(subject.id) : undefined;
    return {
      ...view,
      actor: { ...actor, name: names.get(actor.id) ?? actor.id },
      ...(subject === undefined ? {} : { subject: { ...subject, ...(name === undefined ? {} : { name }) } }),
    };
  });
}

const exportRoute = (ledger: Ledger, demonstration: boolean): AnyRoute =>
  defineRoute({
    method: 'GET',
    url: '/audit/export',
    summary: 'The audit trail as a file',
    tag,
    query: auditExportQuery,
    response: 'download',
    perMinute: 10,
    handle: ({ query: { q, format } }, context) => {
      // Also refuses a query that cannot be read, before anything is recorded.
      const { matching } = listRows(ledger, auditList, { q, limit: 1 }, { now: ledger.now() });
      const head = auditHead(ledger)?.hash ?? '';
      const details = { format, query: q ?? '', entries: matching, head };
      recordAudit(ledger, { event: 'audit.exported', ...byOf(context), details });
      const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
      const body = Readable.from(auditChunks(ledger, { format, q, demonstration }));
      return { download: `${demonstration ? demonstrationPrefix : ''}pollwarden-audit.${format}`, type, body };
    },
  });

function verificationRoute(ledger: Ledger): AnyRoute {
  // One at a time: whoever asks meanwhile gets the same answer.
  let running: Promise<Verification> | undefined;
  return defineRoute({
    method: 'GET',
    url: '/audit/verification',
    summary: 'Recomputes the hash chain of the audit trail',
    tag,
    response: auditVerification,
    perMinute: 10,
    handle: async (_input, context) => {
      running ??= verifyAudit(ledger).finally(() => {
        running = undefined;
      });
      const { intact, entries, head, broken, notes } = await running;
      const details = { intact, entries, ...(broken === undefined ? {} : { firstBroken: broken.sequence }) };
      recordAudit(ledger, { event: 'audit.verified', ...byOf(context), details });
      return {
        intact,
        entries,
        head,
        at: ledger.now(),
        ...(broken === undefined ? {} : { broken }),
        notes: [...notes],
      };
    },
  });
}
