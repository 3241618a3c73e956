// Signed returns that a person brings: a file from a stick or a mail, scanned QR codes, compact text. Each is verified, kept
// and reconciled in one transaction; each answers for itself.
import { createHash } from 'node:crypto';
import { addressOf, type By, samePerson } from './by.ts';
import { definitionOf, revokedKeys } from './elections.ts';
import { corrigendumProblem } from './corrigenda.ts';
import { knownVersions } from './known-versions.ts';
import type { Channel, Definition } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { fromCompact } from '../codes/compact.ts';
import { readParts } from '../codes/parts.ts';
import type { UnitState } from '../reconcile/states.ts';
import type { ArrivalWay, SignedReturn } from '../return/count-return.ts';
import { canonicalReturn, type Outcome, parseSigned, type Refusal } from '../return/parse.ts';
import { signedVerifier } from '../return/verify-node.ts';
import { returnHash, storeArrivals } from './returns.ts';
import { reconcileUnit } from './unit-states.ts';

export type ReceivedItem =
  | {
      readonly result: 'added' | 'known';
      readonly contest: string;
      readonly unit: string;
      readonly hash: string;
      readonly state: UnitState;
    }
  | { readonly result: 'refused'; readonly contest?: string; readonly unit?: string; readonly refusal: Refusal };

export type Received = {
  readonly texts: readonly string[];
  readonly channel: Channel;
  readonly way: ArrivalWay;
  readonly file?: string;
};

const mostItems = 5000;
const mostPartLines = 50_000;
/** A line of a QR code somewhere in the text. Written so that blanks are looked at once, however many there are. */
const isPart = /(?:^|[\r\n])[^\S\r\n]*(?:QR-Code:)?PW1:/;

/** INPUT_INVALID before anything is read: what is left out silently would be a return lost. */
function refuseMany(count: number, most: number, what: string): void {
  if (count > most)
    throw new PollwardenError(
      'INPUT_INVALID',
      `texts: more than ${most.toLocaleString('en')} ${what} at once; bring them in several times`,
    );
}

/** Texts of QR codes belong together; files of signed returns are one canonical JSON a line. */
function readTexts(
  texts: readonly string[],
  definitionByHash: (hash: string) => Definition | undefined,
): Outcome<SignedReturn>[] {
  const codes = texts.filter((text) => isPart.test(text)).join('\n');
  refuseMany(codes.split('\n').length, mostPartLines, 'lines of codes');
  const files = texts
    .filter((text) => !isPart.test(text))
    .map((text) => text.split(/\r?\n/).filter((line) => line !== ''));
  const { compact, incomplete, bad } = readParts(codes);
  refuseMany(files.flat().length + compact.length + incomplete.length + bad.length, mostItems, 'returns');
  const refused = (detail: string): Outcome<SignedReturn> => ({ ok: false, refusal: { code: 'CODE_INVALID', detail } });
  return [
    ...compact.map((bytes) => fromCompact(bytes, definitionByHash)),
    ...incomplete.map(({ id, missing, of }) =>
      refused(
        missing.length === 0
          ? `${id}: its ${of} parts do not fit together`
          : `${id}: part ${missing.join(', ')} of ${of} is missing`,
      ),
    ),
    ...bad.map((line) => refused(`line ${line} is no part of a return, or was misread`)),
    ...files.flatMap(readLines),
  ];
}

/** A file of which no line is a return is another kind of file: said once, and not of each line. */
function readLines(lines: readonly string[]): readonly Outcome<SignedReturn>[] {
  const read = lines.map((line) => parseSigned(Buffer.from(line, 'utf8')));
  if (read.length < 2 || read.some(({ ok }) => ok)) return read;
  return [
    { ok: false, refusal: { code: 'FORMAT_UNKNOWN', detail: `none of its ${lines.length} lines is a signed return` } },
  ];
}

/** Each is read once: definitions are large. */
function definitions(ledger: Ledger, election: string): (hash: string) => Definition | undefined {
  const versions = new Map(knownVersions(ledger, election).map(({ hash, version }) => [hash, version]));
  const read = new Map<string, Definition>();
  return (hash) => {
    const version = versions.get(hash);
    if (version === undefined) return undefined;
    const definition = read.get(hash) ?? definitionOf(ledger, election, version);
    read.set(hash, definition);
    return definition;
  };
}

function auditReceived(
  ledger: Ledger,
  election: string,
  { texts, channel, way }: Received,
  items: readonly ReceivedItem[],
  by: By,
): void {
  const count = (result: ReceivedItem['result']): number => items.filter((one) => one.result === result).length;
  const codes = new Set(items.flatMap((one) => (one.result === 'refused' ? one.refusal.code : [])));
  recordAudit(ledger, {
    event: 'returns.received',
    actor: by.actor,
    subject: election,
    details: {
      channel,
      way,
      added: count('added'),
      known: count('known'),
      refused: count('refused'),
      reasons: [...codes].toSorted().join(' '),
      digest: createHash('sha256').update(texts.join('\n')).digest('hex'),
      by: by.name,
    },
    ...addressOf(by),
  });
}

/** Scanned codes come from paper. All else that a person brings is a file, also where it is said to be a mail or a text. */
const isScan = (way: string): boolean => way === 'qr';

/** One person with one file is one channel, whatever they call it. */
export function copyProblem(
  { db }: Ledger,
  hash: string,
  { channel, way }: Pick<Received, 'channel' | 'way'>,
  by: By,
): Refusal | undefined {
  const others = db
    .prepare("SELECT channel, way, received_by FROM arrivals WHERE hash = ? AND channel <> ? AND way <> 'callBack'")
    .all(hash, channel) as { readonly channel: string; readonly way: string; readonly received_by: string }[];
  const own = others.find((other) => isScan(other.way) === isScan(way) && samePerson(other.received_by, by.name));
  if (own === undefined) return undefined;
  return { code: 'CONFLICT', detail: `you brought this return the same way on the channel ${own.channel} already` };
}

/** NOT_FOUND, INPUT_INVALID. What is refused is said, and the rest is kept; what is answered as added is durable. */
export function receiveReturns(ledger: Ledger, election: string, received: Received, by: By): readonly ReceivedItem[] {
  const { texts, channel, way, file } = received;
  const definition = definitionOf(ledger, election);
  const hashes = new Set(knownVersions(ledger, election).map(({ hash }) => hash));
  const revoked = revokedKeys(ledger, election);
  const verify = signedVerifier({ definition, hashes }, revoked);
  // It comes after every revocation on record, also where the clock was set back since.
  const receivedAt = Math.max(ledger.now(), ...revoked.values());
  const source = file === undefined ? {} : { file };
  return ledger.write(() => {
    const items = readTexts(texts, definitions(ledger, election)).map((read): ReceivedItem => {
      if (!read.ok) return { result: 'refused', refusal: read.refusal };
      const { contest, unit } = read.value.return;
      const refusal = verify(read.value, receivedAt) ?? corrigendumProblem(ledger, read.value.return);
      if (refusal !== undefined) return { result: 'refused', contest, unit, refusal };
      const hash = returnHash(canonicalReturn(read.value.return));
      const copy = copyProblem(ledger, hash, received, by);
      if (copy !== undefined) return { result: 'refused', contest, unit, refusal: copy };
      const { added } = storeArrivals(ledger, [{ signed: read.value, channel, way, source }], by.name);
      const state = reconcileUnit(ledger, election, contest, unit, by);
      return { result: added > 0 ? 'added' : 'known', contest, unit, hash, state };
    });
    auditReceived(ledger, election, received, items, by);
    return items;
  });
}
