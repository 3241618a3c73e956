// Definitions of elections in the ledger: a draft, fixed when a second person approves, amended only in the same way.
import { createHash } from 'node:crypto';
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { addressOf, type By, needSecondPerson } from './by.ts';
import { checkKeyNames, refuseReplacing } from './draft-checks.ts';

export type DefinitionState = 'drafted' | 'proposed' | 'fixed' | 'refused';

export type DefinitionVersion = {
  readonly election: string;
  readonly version: number;
  readonly hash: Digest;
  readonly state: DefinitionState;
  readonly reason: string;
  /** In words, one a line. */
  readonly changes: readonly string[];
  readonly madeBy: string;
  readonly madeAt: number;
  readonly decidedBy: string | undefined;
  readonly decidedAt: number | undefined;
};

export type ElectionRow = {
  readonly id: string;
  readonly name: string;
  readonly day: string;
  readonly pack: string;
  readonly createdAt: number;
  /** The newest version that is in force: fixed, or the draft where none is. */
  readonly current: DefinitionVersion;
  /** A version that waits for its second person. */
  readonly waiting: DefinitionVersion | undefined;
};

type Row = Readonly<Record<string, string | number | null | Uint8Array>>;

const versionOf = (row: Row): DefinitionVersion => ({
  election: String(row.election),
  version: Number(row.version),
  hash: String(row.hash),
  state: row.state as DefinitionState,
  reason: String(row.reason),
  changes: JSON.parse(String(row.changes)) as string[],
  madeBy: String(row.made_by),
  madeAt: Number(row.made_at),
  decidedBy: row.decided_by === null ? undefined : String(row.decided_by),
  decidedAt: row.decided_at === null ? undefined : Number(row.decided_at),
});

const columns = 'election, version, hash, state, reason, changes, made_by, made_at, decided_by, decided_at';

/** All versions, the first first. */
export const definitionVersions = ({ db }: Ledger, election: string): readonly DefinitionVersion[] =>
  (db.prepare(`SELECT ${columns} FROM definitions WHERE election = ? ORDER BY version`).all(election) as Row[]).map(
    versionOf,
  );

const inForce = (versions: readonly DefinitionVersion[]): DefinitionVersion | undefined =>
  versions.findLast(({ state }) => state === 'fixed') ?? versions.findLast(({ state }) => state !== 'refused');

/** Undefined where there is none. */
export function findElection(ledger: Ledger, id: string): ElectionRow | undefined {
  const row = ledger.db.prepare('SELECT * FROM elections WHERE id = ?').get(id) as Row | undefined;
  const versions = definitionVersions(ledger, id);
  const current = inForce(versions);
  if (row === undefined || current === undefined) return undefined;
  const waiting = versions.findLast(({ state }) => state === 'proposed');
  return {
    id,
    name: String(row.name),
    day: String(row.day),
    pack: String(row.pack),
    createdAt: Number(row.created_at),
    current,
    waiting,
  };
}

/** NOT_FOUND with the elections that there are. */
export function electionOf(ledger: Ledger, id: string): ElectionRow {
  const found = findElection(ledger, id);
  if (found !== undefined) return found;
  const known = listElections(ledger).map((one) => one.id);
  const others = known.length === 0 ? 'none was imported yet' : `there are ${known.slice(0, 10).join(', ')}`;
  throw new PollwardenError('NOT_FOUND', `no election "${id.slice(0, 80)}"; ${others}`);
}

/** The newest first. */
export const listElections = (ledger: Ledger): readonly ElectionRow[] =>
  (ledger.db.prepare('SELECT id FROM elections ORDER BY created_at DESC, id').all() as Row[]).flatMap(
    ({ id }) => findElection(ledger, String(id)) ?? [],
  );

/** The definition in force, or of one version; NOT_FOUND. */
export function definitionOf(ledger: Ledger, election: string, version?: number): Definition {
  const wanted = version ?? electionOf(ledger, election).current.version;
  const row = ledger.db
    .prepare('SELECT bytes FROM definitions WHERE election = ? AND version = ?')
    .get(election, wanted) as { readonly bytes: Uint8Array } | undefined;
  if (row === undefined) throw new PollwardenError('NOT_FOUND', `election ${election} has no version ${wanted}`);
  return JSON.parse(Buffer.from(row.bytes).toString('utf8')) as Definition;
}

export const definitionBytes = (definition: Definition): Buffer =>
  Buffer.from(canonicalJson(definition as unknown as Json), 'utf8');

export const digestOf = (bytes: Uint8Array): Digest => createHash('sha256').update(bytes).digest('hex');

const insert = `INSERT INTO definitions (election, version, hash, bytes, state, reason, changes, made_by, made_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/**
 * Keeps a draft; replaces the draft before it. CONFLICT where the definition is fixed already (then it is amended), or
 * returns have arrived under another draft; DEFINITION_INVALID.
 */
export function saveDraft(ledger: Ledger, definition: Definition, by: By): DefinitionVersion {
  checkKeyNames(definition);
  const bytes = definitionBytes(definition);
  const hash = digestOf(bytes);
  return ledger.write(() => {
    const { election, name, day, pack } = definition;
    const known = findElection(ledger, election);
    if (known !== undefined && known.current.state === 'fixed')
      throw new PollwardenError('CONFLICT', `election ${election} is fixed; use: election amend`);
    if (known === undefined)
      ledger.db
        .prepare('INSERT INTO elections (id, name, day, pack, created_at) VALUES (?, ?, ?, ?, ?)')
        .run(election, name, day, pack.name, ledger.now());
    else {
      refuseReplacing(ledger, election, hash);
      ledger.db.prepare('DELETE FROM definitions WHERE election = ?').run(election);
      ledger.db
        .prepare('UPDATE elections SET name = ?, day = ?, pack = ? WHERE id = ?')
        .run(name, day, pack.name, election);
    }
    ledger.db
      .prepare(insert)
      .run(election, 1, hash, bytes, 'drafted', 'imported', '[]', by.name, Math.trunc(ledger.now()));
    recordAudit(ledger, {
      event: 'election.drafted',
      actor: by.actor,
      subject: election,
      details: { hash, by: by.name },
      ...addressOf(by),
    });
    return definitionVersions(ledger, election)[0];
  });
}

/** The first of two persons: asks that the draft be fixed as it is. */
export function proposeFix(ledger: Ledger, election: string, by: By): DefinitionVersion {
  return ledger.write(() => {
    const { current } = electionOf(ledger, election);
    if (current.state !== 'drafted')
      throw new PollwardenError('CONFLICT', `election ${election} is ${current.state} already`);
    ledger.db
      .prepare("UPDATE definitions SET state = 'proposed', made_by = ?, made_at = ? WHERE election = ? AND version = ?")
      .run(by.name, Math.trunc(ledger.now()), election, current.version);
    auditDecision(ledger, 'election.proposed', election, current, by);
    return versionNumber(ledger, election, current.version);
  });
}

/** The first of two persons: asks for an amendment of what is fixed. CONFLICT, DEFINITION_INVALID. */
export function proposeAmendment(
  ledger: Ledger,
  definition: Definition,
  change: { readonly reason: string; readonly changes: readonly string[] },
  by: By,
): DefinitionVersion {
  checkKeyNames(definition);
  return ledger.write(() => {
    const { election } = definition;
    const { current, waiting } = electionOf(ledger, election);
    if (current.state !== 'fixed')
      throw new PollwardenError('CONFLICT', `election ${election} is not fixed yet; import it again instead`);
    if (waiting !== undefined)
      throw new PollwardenError('CONFLICT', `version ${waiting.version} of ${election} waits for its second person`);
    const version = definitionVersions(ledger, election).length + 1;
    const bytes = definitionBytes(definition);
    ledger.db
      .prepare(insert)
      .run(
        election,
        version,
        digestOf(bytes),
        bytes,
        'proposed',
        change.reason,
        JSON.stringify(change.changes),
        by.name,
        Math.trunc(ledger.now()),
      );
    const made = versionNumber(ledger, election, version);
    auditDecision(ledger, 'election.amendmentProposed', election, made, by);
    return made;
  });
}

/** The second of two persons decides; SECOND_PERSON for the one who proposed. */
export function decideVersion(ledger: Ledger, election: string, approve: boolean, by: By): DefinitionVersion {
  return ledger.write(() => {
    const { waiting } = electionOf(ledger, election);
    if (waiting === undefined)
      throw new PollwardenError('CONFLICT', `nothing of ${election} waits for a second person`);
    if (approve) needSecondPerson(waiting.madeBy, by, 'proposed it');
    const state = approve ? 'fixed' : waiting.version === 1 ? 'drafted' : 'refused';
    ledger.db
      .prepare('UPDATE definitions SET state = ?, decided_by = ?, decided_at = ? WHERE election = ? AND version = ?')
      .run(state, by.name, Math.trunc(ledger.now()), election, waiting.version);
    auditDecision(ledger, approve ? 'election.fixed' : 'election.refused', election, waiting, by);
    return versionNumber(ledger, election, waiting.version);
  });
}

const versionNumber = (ledger: Ledger, election: string, version: number): DefinitionVersion =>
  definitionVersions(ledger, election).find((one) => one.version === version) as DefinitionVersion;

function auditDecision(
  ledger: Ledger,
  event: 'election.proposed' | 'election.amendmentProposed' | 'election.fixed' | 'election.refused',
  election: string,
  { version, hash, reason }: DefinitionVersion,
  by: By,
): void {
  recordAudit(ledger, {
    event,
    actor: by.actor,
    subject: election,
    details: { version, hash, reason, by: by.name },
    ...addressOf(by),
  });
}

/** Ids of keys that were revoked, with when. A return signed with one after that instant is refused. */
export const revokedKeys = ({ db }: Ledger, election: string): ReadonlyMap<string, number> =>
  new Map(
    (db.prepare('SELECT key, revoked_at FROM revoked_keys WHERE election = ?').all(election) as Row[]).map((row) => [
      String(row.key),
      Number(row.revoked_at),
    ]),
  );

/** Takes effect at once, by one person: a holding act. What the key signed before stays, and is shown. */
export function revokeKey(ledger: Ledger, election: string, key: string, reason: string, by: By): void {
  ledger.write(() => {
    const holder = definitionOf(ledger, election).centres.find(({ keys }) => keys.some(({ id }) => id === key));
    if (holder === undefined) throw new PollwardenError('NOT_FOUND', `no centre of ${election} has the key ${key}`);
    if (revokedKeys(ledger, election).has(key)) throw new PollwardenError('CONFLICT', `${key} is revoked already`);
    ledger.db
      .prepare('INSERT INTO revoked_keys (election, key, reason, revoked_by, revoked_at) VALUES (?, ?, ?, ?, ?)')
      .run(election, key, reason, by.name, Math.trunc(ledger.now()));
    recordAudit(ledger, {
      event: 'election.keyRevoked',
      actor: by.actor,
      subject: election,
      details: { key, centre: holder.id, reason, by: by.name },
      ...addressOf(by),
    });
  });
}
