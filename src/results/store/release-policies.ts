// Release policies in the ledger: each version stays.
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { embargoInstant, policyText, readPolicy, type ReleasePolicy } from '../release/policy.ts';
import { addressOf, type By } from './by.ts';
import { definitionOf, digestOf } from './elections.ts';
import { checkCalendar } from './release-calendar.ts';

type Row = Readonly<Record<string, string | number | null | Uint8Array>>;

export type PolicyVersion = {
  readonly version: number;
  /** SHA-256 of its canonical bytes. */
  readonly hash: string;
  readonly policy: ReleasePolicy;
  /** Milliseconds since 1970 UTC, as all instants here. */
  readonly embargoAt: number;
  readonly draftedBy: string;
  readonly draftedAt: number;
  /** When the embargo was seen to have passed, recorded once; undefined before. */
  readonly passedAt: number | undefined;
};

const policyOf = (row: Row): PolicyVersion => ({
  version: Number(row.version),
  hash: String(row.hash),
  policy: JSON.parse(Buffer.from(row.bytes as Uint8Array).toString('utf8')) as ReleasePolicy,
  embargoAt: Number(row.embargo_at),
  draftedBy: String(row.drafted_by),
  draftedAt: Number(row.drafted_at),
  passedAt: row.passed_at === null ? undefined : Number(row.passed_at),
});

/** The newest policy; undefined where none was drafted. */
export function currentPolicy({ db }: Ledger, election: string): PolicyVersion | undefined {
  const row = db
    .prepare('SELECT * FROM release_policies WHERE election = ? ORDER BY version DESC LIMIT 1')
    .get(election) as Row | undefined;
  return row === undefined ? undefined : policyOf(row);
}

/**
 * Keeps a policy of parsed JSON as the next version. RELEASE_POLICY_INVALID, RELEASE_CALENDAR_INVALID, KEY_UNKNOWN,
 * SIGNATURE_INVALID, NOT_FOUND. Within the caller's transaction.
 */
export function savePolicy(ledger: Ledger, election: string, value: unknown, by: By): PolicyVersion {
  const contests = definitionOf(ledger, election).contests.map(({ id }) => id);
  const policy = readPolicy(value, election, contests);
  if (policy.embargo.kind === 'calendar') checkCalendar(policy.embargo.calendar, policy.embargo.fingerprint);
  const bytes = Buffer.from(policyText(policy));
  const hash = digestOf(bytes);
  const version = (currentPolicy(ledger, election)?.version ?? 0) + 1;
  const row: PolicyVersion = {
    version,
    hash,
    policy,
    embargoAt: embargoInstant(policy),
    draftedBy: by.name,
    draftedAt: Math.trunc(ledger.now()),
    passedAt: undefined,
  };
  ledger.db
    .prepare(
      `INSERT INTO release_policies (election, version, hash, bytes, embargo_at, drafted_by, drafted_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(election, version, hash, bytes, row.embargoAt, row.draftedBy, row.draftedAt);
  recordAudit(ledger, {
    event: 'release.policyDrafted',
    actor: by.actor,
    subject: election,
    details: { version, hash, by: by.name },
    ...addressOf(by),
  });
  return row;
}
