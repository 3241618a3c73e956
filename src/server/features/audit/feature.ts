// The audit trail's page; its head in the server's log, which is often kept on another machine, and in a transparency log.
import { auditHead } from '../../../ledger/audit/export.ts';
import type { Feature } from '../../feature.ts';
import { startAnchoring } from './anchoring.ts';
import { auditRoutes } from './routes.ts';

const hour = 3_600_000;

export const feature: Feature = {
  name: 'audit',
  start: async (space) => {
    const { ledger, log } = space;
    let said = '';
    /** Cut or computed anew later, the trail does not hold this head any more: see pollwarden audit verify --head. */
    const sayHead = (): void => {
      const head = auditHead(ledger);
      if (head === undefined || head.hash === said) return;
      said = head.hash;
      log.info({ entry: head.sequence, head: head.hash }, 'head of the audit trail');
    };
    sayHead();
    const timer = setInterval(sayHead, hour).unref();
    const anchoring = startAnchoring(space);
    return {
      routes: auditRoutes(space),
      stop: async () => {
        clearInterval(timer);
        sayHead();
        await anchoring.stop();
      },
    };
  },
};
