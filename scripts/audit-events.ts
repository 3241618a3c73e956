// Writes docs/audit-events.md from the catalogue of events.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditEventsPage } from '../src/ledger/audit/events-page.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'audit-events.md'), auditEventsPage());
