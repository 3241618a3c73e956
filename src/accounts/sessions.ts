// Sessions: opened at sign-in under a new token, ended by time, by their person, or with what they stood on.
import { PollwardenError } from '../kernel/errors.ts';
import { networkOf } from '../ledger/audit/network.ts';
import { recordAudit } from '../ledger/audit/record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { prepared } from '../ledger/statements.ts';
import { rememberDevice } from './devices.ts';
import type { Role } from './roles.ts';
import type { Session } from './session.ts';
import { hashToken, newId, newToken, readCookie, writeCookie } from './tokens.ts';

const idleMilliseconds = 12 * 3_600_000;
const wholeMilliseconds = 7 * 86_400_000;
/** `seen_at` is written at most so often: each time is a write to the disk. */
const touchMilliseconds = 10 * 60_000;
/** How far a session may lie in the future before it is not believed: the clock was wrong when it was opened. */
const skewMilliseconds = 5 * 60_000;

export type SignInMethod =
  | 'setup'
  | 'invitation'
  | 'recovery'
  | 'password'
  | 'totp'
  | 'recoveryCode'
  | 'passkey'
  | 'persona';

export type Opening = {
  readonly userAgent: string;
  readonly address: string;
  /** The cookie as it came: its session ends, its device is kept. */
  readonly cookie?: string;
  readonly method?: SignInMethod;
};

export type SessionRow = {
  readonly id: string;
  readonly token_hash: string;
  readonly person_id: string;
  readonly method: string;
  readonly user_agent: string;
  readonly network: string;
  readonly created_at: number;
  readonly seen_at: number;
  readonly expires_at: number;
};

/** What a browser says it is, shortened and without what could disturb a page. */
const deviceText = (userAgent: string): string => userAgent.replaceAll(/[^\x20-\x7E]/gu, ' ').slice(0, 200);

/** Opens a session for a person and answers with the value of the cookie. A new token each time: nothing to fixate. */
export function openSessionFor(ledger: Ledger, personId: string, opening: Opening): string {
  const { address, method = 'persona' } = opening;
  const cookie = readCookie(opening.cookie);
  const token = newToken();
  const id = newId();
  return ledger.write(() => {
    const now = ledger.now();
    const device = rememberDevice(ledger, personId, cookie.device, networkOf(address));
    if (cookie.session !== undefined) dropSession(ledger, cookie.session);
    insertSession(ledger, { id, token, personId, stage: 'open', life: wholeMilliseconds, opening, method });
    ledger.db.prepare('UPDATE people SET signed_in_at = ? WHERE id = ?').run(now, personId);
    ledger.db.prepare('DELETE FROM sessions WHERE expires_at < ?').run(now - 86_400_000);
    recordAudit(ledger, {
      event: 'session.opened',
      actor: { kind: 'person', id: personId },
      subject: id,
      details: { method, device: deviceText(opening.userAgent) },
      address,
    });
    return writeCookie({ session: token, device });
  });
}

type NewSession = {
  readonly id: string;
  readonly token: string;
  readonly personId: string;
  readonly stage: 'secondFactor' | 'open';
  readonly life: number;
  readonly opening: Opening;
  readonly method: SignInMethod;
};

/** Within a transaction. */
export function insertSession(ledger: Ledger, session: NewSession): void {
  const now = ledger.now();
  const { userAgent, address } = session.opening;
  ledger.db
    .prepare(
      `INSERT INTO sessions
         (id, token_hash, person_id, stage, method, user_agent, network, created_at, seen_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      session.id,
      hashToken(session.token),
      session.personId,
      session.stage,
      session.method,
      deviceText(userAgent),
      networkOf(address),
      now,
      now,
      now + session.life,
    );
}

/** Within a transaction: the session of a token, whatever its stage. */
export const dropSession = ({ db }: Ledger, token: string): void => {
  db.prepare('DELETE FROM sessions WHERE token_hash = ?').run(hashToken(token));
};

type Found = SessionRow & {
  readonly name: string;
  readonly role: Role;
  readonly organisation_id: string;
  readonly organisation: string;
};

const openSession = `
  SELECT sessions.*, people.name, people.role, people.organisation_id, organisations.name AS organisation
  FROM sessions JOIN people ON people.id = sessions.person_id
  JOIN organisations ON organisations.id = people.organisation_id
  WHERE sessions.token_hash = ? AND sessions.stage = 'open' AND people.restricted_at IS NULL`;

/** The session of a cookie with the person as they are now; undefined when it has ended or the person is restricted. */
export function sessionOf(ledger: Ledger, cookie: string): Session | undefined {
  const token = readCookie(cookie).session;
  if (token === undefined) return undefined;
  const row = prepared(ledger.db, openSession).get(hashToken(token)) as Found | undefined;
  const now = ledger.now();
  if (row === undefined || !isLive(row, now)) return undefined;
  if (now - row.seen_at >= touchMilliseconds) touch(ledger, row.id, now);
  return {
    id: row.id,
    personId: row.person_id,
    name: row.name,
    role: row.role,
    organisationId: row.organisation_id,
    organisation: row.organisation,
    expiresAt: row.expires_at,
  };
}

export const isLive = (row: Pick<SessionRow, 'created_at' | 'seen_at' | 'expires_at'>, now: number): boolean =>
  now < row.expires_at && now - row.seen_at < idleMilliseconds && row.created_at <= now + skewMilliseconds;

/** A disk that takes no more writes must not sign everybody out: reading goes on. */
function touch(ledger: Ledger, id: string, now: number): void {
  try {
    ledger.write(() => ledger.db.prepare('UPDATE sessions SET seen_at = ? WHERE id = ?').run(now, id));
  } catch (error) {
    if (!(error instanceof PollwardenError)) throw error;
  }
}

/** The live sessions of a person, the newest first. */
export function listSessions(ledger: Ledger, personId: string): readonly SessionRow[] {
  const rows = ledger.db
    .prepare("SELECT * FROM sessions WHERE person_id = ? AND stage = 'open' ORDER BY created_at DESC, id")
    .all(personId) as readonly unknown[] as readonly SessionRow[];
  return rows.filter((row) => isLive(row, ledger.now()));
}

/** Ends one session of a person. NOT_FOUND for one that is not theirs. */
export function closeSession(ledger: Ledger, own: Session, id: string, address: string): void {
  ledger.write(() => {
    const { changes } = ledger.db.prepare('DELETE FROM sessions WHERE id = ? AND person_id = ?').run(id, own.personId);
    if (changes === 0) throw new PollwardenError('NOT_FOUND');
    recordAudit(ledger, {
      event: 'session.closed',
      actor: { kind: 'person', id: own.personId },
      subject: id,
      details: { own: id === own.id },
      address,
    });
  });
}

/** Ends the session in use. Answers with what the cookie keeps: the device, which still opens nothing. */
export function signOut(ledger: Ledger, own: Session, cookie: string | undefined, address: string): string | undefined {
  closeSession(ledger, own, own.id, address);
  const { device } = readCookie(cookie);
  return device === undefined ? undefined : writeCookie({ session: undefined, device });
}

/** Within a transaction: ends all sessions of a person but one; answers with how many were ended. */
export function endSessions({ db }: Ledger, personId: string, but = ''): number {
  const { changes } = db.prepare('DELETE FROM sessions WHERE person_id = ? AND id <> ?').run(personId, but);
  return Number(changes);
}
