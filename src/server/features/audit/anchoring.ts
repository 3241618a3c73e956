// Anchors the audit trail by itself: every ten minutes where it grew, within a minute of what weighs, at start and end. It
// sends nothing: witnesses are asked by pollwarden audit anchor.
import { randomBytes } from 'node:crypto';
import { anchorAudit, newAuditOrigin } from '../../../ledger/audit/anchor.ts';
import { auditHead } from '../../../ledger/audit/export.ts';
import type { AuditEvent } from '../../../ledger/audit/entry.ts';
import { tlogFaults } from '../../../tlog/fault.ts';
import type { Space } from '../../space.ts';

const lookEveryMs = 60_000;
const anchorEveryMs = 600_000;

/** What others will ask about: anchored soon after it happened. */
const weighty = [
  'election.fixed',
  'returns.certified',
  'returns.reopened',
  'release.stepped',
  'restore.done',
] as const satisfies readonly AuditEvent[];

const asksNobody = async (): Promise<never> =>
  await Promise.reject(new Error('the server sends nothing; pollwarden audit anchor asks witnesses'));

export type Anchoring = {
  /** Looks once whether the head is to be anchored; by itself it looks every minute. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Anchored = Pick<Space, 'ledger' | 'folder' | 'log' | 'now' | 'name'>;

export function startAnchoring({ ledger, folder, log, now, name }: Anchored): Anchoring {
  let last = { sequence: -1, at: 0 };
  let said = '';
  const weighs = ledger.db.prepare(
    `SELECT 1 FROM audit WHERE sequence > ? AND event IN (${weighty.map(() => '?').join()}) LIMIT 1`,
  );
  const warn = (problem: string): void => {
    if (problem !== said) log.warn({ problem }, 'the head of the audit trail could not be anchored');
    said = problem;
  };
  const anchor = async (): Promise<void> => {
    const newOrigin = (): string => newAuditOrigin(randomBytes(8), name === 'demonstration');
    const anchored = await anchorAudit(ledger, folder, { newOrigin, post: asksNobody });
    if (!anchored.ok) return warn(`${tlogFaults[anchored.fault.code]}: ${anchored.fault.detail}`);
    last = { sequence: anchored.value.anchor?.sequence ?? 0, at: now() };
    said = '';
  };
  const lookAfter = async (former: Promise<void>, atOnce: boolean): Promise<void> => {
    await former;
    try {
      if ((auditHead(ledger)?.sequence ?? 0) === last.sequence) return;
      if (atOnce || now() - last.at >= anchorEveryMs || weighs.get(last.sequence, ...weighty) !== undefined)
        await anchor();
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error));
    }
  };
  let running = Promise.resolve();
  /** One at a time. */
  const look = async (atOnce: boolean): Promise<void> => {
    running = lookAfter(running, atOnce);
    await running;
  };
  void look(true);
  const timer = setInterval(() => void look(false), lookEveryMs).unref();
  return {
    look: async () => await look(false),
    stop: async () => {
      clearInterval(timer);
      await look(true);
    },
  };
}
