// Reads intake's folder one way, a part at a time: each envelope once, opened, checked, kept with the time of its receipt
// and reconciled in one transaction. Cut off anywhere, it goes on where it was; a bad file is named and the rest goes on.
import { createHash } from 'node:crypto';
import { recordAudit } from '../../ledger/audit/record.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { envelopeFile } from '../intake/folder-files.ts';
import { type Outcome, refuse } from '../return/parse.ts';
import type { By } from './by.ts';
import {
  type IntakeSource,
  type ListState,
  type ReceiptLine,
  type WaitingEnvelope,
  waitingList,
} from './intake-list.ts';
import { isRemembered, rememberEnvelope } from './intake-rows.ts';
import {
  afterRevocations,
  envelopeOpener,
  type EnvelopeOpener,
  type OpenedEnvelope,
  takeSigned,
} from './take-envelope.ts';

export type IntakeRound = {
  readonly added: number;
  readonly known: number;
  readonly refused: number;
  readonly more: boolean;
};

export type IntakeState = ListState & {
  /** Receipts whose envelope is not in the folder (yet). */
  readonly missing: number;
};

export type IntakeReader = {
  /** At most so many envelopes as one round takes; `more` says that it should be asked again at once. */
  readonly round: () => Promise<IntakeRound>;
  readonly state: () => IntakeState;
  /** After refused envelopes were forgotten. */
  readonly startAgain: () => void;
};

const mostInRound = 20;
/** Receipts without an envelope are looked for in turn, so that a list of a million of them holds nobody up. */
const mostLookedFor = 2000;
type Read = WaitingEnvelope & {
  readonly opened: OpenedEnvelope;
  readonly receivedAt: number;
};

const refused = (hash: string, line: ReceiptLine | undefined, signed: Outcome<never>): OpenedEnvelope => ({
  hash,
  election: line?.election ?? '',
  centre: line?.centre ?? '',
  key: '',
  signed,
});

/** Undefined where the file is not there yet. */
async function readOne(
  source: IntakeSource,
  open: EnvelopeOpener,
  { hash, line }: WaitingEnvelope,
  now: number,
): Promise<Read | undefined> {
  const file = envelopeFile(source.folder, hash);
  if (file === undefined) return undefined;
  // A clock of intake that is ahead makes nothing come from the future.
  const receivedAt = line === undefined ? now : Math.min(Date.parse(line.parsed.receivedAt), now);
  if (!file.ok) return { hash, line, opened: refused(hash, line, file), receivedAt };
  if (createHash('sha256').update(file.value).digest('hex') !== hash) {
    const other = refuse('RETURN_INVALID', 'the file is not the envelope that its name says');
    return { hash, line, opened: refused(hash, line, other), receivedAt };
  }
  return { hash, line, opened: await open(file.value, line === undefined ? afterRevocations : receivedAt), receivedAt };
}

function keep(ledger: Ledger, { hash, line, opened, receivedAt }: Read, by: By): 'added' | 'known' | 'refused' {
  const { election, centre, key, signed } = opened;
  const common = { hash, election, centre, key, sequence: line?.parsed.sequence ?? null, receivedAt };
  if (signed.ok) {
    const source = line === undefined ? { file: `${hash}.json` } : { file: `${hash}.json`, receipt: line.receipt };
    const as = { channel: 'official', way: 'intake', source, receivedAt } as const;
    const { outcome, contest, unit, hash: returnHash } = takeSigned(ledger, signed.value, as, by);
    rememberEnvelope(ledger, { ...common, outcome, code: '', detail: '', contest, unit, returnHash });
    return outcome;
  }
  const { code, detail } = signed.refusal;
  rememberEnvelope(ledger, { ...common, outcome: 'refused', code, detail, contest: '', unit: '', returnHash: '' });
  recordAudit(ledger, {
    event: 'returns.envelopeRefused',
    actor: by.actor,
    subject: election,
    details: { envelope: hash, centre, code, detail: detail.slice(0, 300) },
  });
  return 'refused';
}

/** All of them or none. */
function keepAll(ledger: Ledger, read: readonly Read[], by: By): Omit<IntakeRound, 'more'> {
  if (read.length === 0) return { added: 0, known: 0, refused: 0 };
  return ledger.write(() => {
    const outcomes = read.filter(({ hash }) => !isRemembered(ledger, hash)).map((one) => keep(ledger, one, by));
    const count = (outcome: 'added' | 'known' | 'refused'): number => outcomes.filter((one) => one === outcome).length;
    const counts = { added: count('added'), known: count('known'), refused: count('refused') };
    const elections = new Set(read.map(({ opened }) => opened.election));
    const subject = elections.size === 1 ? ([...elections][0] ?? '') : '';
    recordAudit(ledger, { event: 'returns.intakeRead', actor: by.actor, subject, details: counts });
    return counts;
  });
}

export function intakeReader(ledger: Ledger, source: IntakeSource, by: By): IntakeReader {
  const open = envelopeOpener(ledger, source.keys);
  const list = waitingList(ledger, source);
  let missing = 0;

  const readWaiting = async (now: number): Promise<{ readonly read: Read[]; readonly absent: WaitingEnvelope[] }> => {
    const [read, absent]: [Read[], WaitingEnvelope[]] = [[], []];
    for (const [hash, line] of list.waiting) {
      if (read.length >= mostInRound || absent.length >= mostLookedFor) break;
      const one = await readOne(source, open, { hash, line }, now);
      if (one === undefined) absent.push({ hash, line });
      else read.push(one);
    }
    return { read, absent };
  };
  const round = async (): Promise<IntakeRound> => {
    const now = ledger.now();
    const moreLines = await list.update(now);
    const { read, absent } = await readWaiting(now);
    const counts = keepAll(ledger, read, by);
    for (const { hash } of read) list.waiting.delete(hash);
    // Behind all others.
    for (const { hash, line } of absent) {
      list.waiting.delete(hash);
      list.waiting.set(hash, line);
    }
    const more = moreLines || read.length >= mostInRound;
    missing = more ? missing : list.waiting.size;
    return { ...counts, more };
  };
  return { round, state: () => ({ missing, ...list.state() }), startAgain: list.startAgain };
}
