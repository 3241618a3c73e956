// The audit trail's page.
import type { Feature } from '../../feature.ts';
import { auditRoutes } from './routes.ts';

export const feature: Feature = { name: 'audit', start: async ({ ledger }) => ({ routes: auditRoutes(ledger) }) };
