// What a person brings in files: each an envelope, signed returns or texts of QR codes; or a copy of intake's folder.
import type { Channel } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { InputFile } from '../formats/reading.ts';
import { mostEnvelopeBytes, type SealingPair } from '../intake/seal.ts';
import { canonicalReturn } from '../return/parse.ts';
import type { By } from './by.ts';
import { envelopesSince, lastEnvelope } from './intake-rows.ts';
import type { IntakeSource } from './intake-list.ts';
import { intakeReader } from './read-intake.ts';
import { copyProblem, receiveReturns } from './receive.ts';
import { returnHash } from './returns.ts';
import { afterRevocations, envelopeOpener, type OpenedEnvelope, takeSigned } from './take-envelope.ts';

export type BroughtItem = { readonly file: string } & (
  | { readonly result: 'added' | 'known'; readonly contest: string; readonly unit: string; readonly hash: string }
  | { readonly result: 'refused'; readonly code: string; readonly detail: string }
);

export type Bringing = {
  readonly channel: Channel;
  readonly way: 'stick' | 'mail';
  readonly keys: readonly SealingPair[];
  readonly step?: (name: string, done?: number) => void;
};

const mostFileBytes = 64 * 2 ** 20;
const head = Buffer.from('"format":"pollwarden-envelope/1"');
/** Parts of one return may lie in several files. */
const isPart = /^\s*(?:QR-Code:)?PW1:/m;
const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const isEnvelope = (bytes: Uint8Array): boolean =>
  bytes.length <= mostEnvelopeBytes + 2 && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(head);

/** Mail programs and editors add an end of line; the envelope itself has none. */
function withoutEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--;
  return bytes.subarray(0, end);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** NOT_FOUND for the election. What is answered as added is durable; a bad file is named, and the rest goes on. */
export async function receiveFiles(
  ledger: Ledger,
  election: string,
  files: readonly InputFile[],
  { channel, way, keys, step }: Bringing,
  by: By,
): Promise<readonly BroughtItem[]> {
  const open = envelopeOpener(ledger, keys);
  const items: BroughtItem[] = [];
  const texts: { readonly file: string; readonly text: string }[] = [];
  for (const [i, file] of files.entries()) {
    step?.('receiving', i / files.length);
    const name = nameOf(file.path);
    const bytes = file.sizeBytes > mostFileBytes ? undefined : file.read();
    const text = bytes === undefined || isEnvelope(bytes) ? undefined : textOf(bytes);
    if (bytes === undefined) items.push(refused(name, 'FILE_UNREADABLE', 'is larger than 64 MiB'));
    else if (isEnvelope(bytes)) {
      const opened = await open(withoutEnd(bytes), afterRevocations);
      items.push(takeOpened(ledger, election, opened, { channel, way, file: name }, by));
    } else if (text === undefined || text.trim() === '')
      items.push(refused(name, 'ENCODING_INVALID', 'is neither text nor an envelope'));
    else texts.push({ file: name, text });
  }
  for (const { file, text } of texts.filter((one) => !isPart.test(one.text)))
    items.push(...receiveTexts(ledger, election, [text], { channel, way, file }, by));
  const parts = texts.filter(({ text }) => isPart.test(text));
  const file = parts.map((one) => one.file).join(', ');
  if (parts.length > 0)
    items.push(
      ...receiveTexts(
        ledger,
        election,
        parts.map(({ text }) => text),
        { channel, way, file: file.slice(0, 200) },
        by,
      ),
    );
  return items;
}

type BroughtAs = { readonly channel: Channel; readonly way: Bringing['way']; readonly file: string };

const refused = (file: string, code: string, detail: string): BroughtItem => ({
  file,
  result: 'refused',
  code,
  detail,
});

function takeOpened(
  ledger: Ledger,
  election: string,
  { election: named, signed }: OpenedEnvelope,
  { channel, way, file }: BroughtAs,
  by: By,
): BroughtItem {
  if (!signed.ok) return refused(file, signed.refusal.code, signed.refusal.detail);
  if (named !== election) return refused(file, 'ELECTION_OTHER', `is of the election ${named}`);
  const copy = copyProblem(ledger, returnHash(canonicalReturn(signed.value.return)), { channel, way }, by);
  if (copy !== undefined) return refused(file, copy.code, copy.detail);
  const as = { channel, way, source: { file }, receivedAt: ledger.now() };
  const { outcome, contest, unit, hash } = ledger.write(() => takeSigned(ledger, signed.value, as, by));
  return { file, result: outcome, contest, unit, hash };
}

function receiveTexts(
  ledger: Ledger,
  election: string,
  texts: readonly string[],
  { channel, way, file }: BroughtAs,
  by: By,
): readonly BroughtItem[] {
  try {
    return receiveReturns(ledger, election, { texts, channel, way, file }, by).map(
      (item): BroughtItem =>
        item.result === 'refused'
          ? refused(file, item.refusal.code, item.refusal.detail)
          : { file, result: item.result, contest: item.contest, unit: item.unit, hash: item.hash },
    );
  } catch (error) {
    if (!(error instanceof PollwardenError) || error.code !== 'INPUT_INVALID') throw error;
    return [refused(file, error.code, error.detail ?? '')];
  }
}

/** A copy of intake's folder, to its end, on the channel official; envelopes read before are not among the answers. */
export async function receiveFolder(
  ledger: Ledger,
  source: IntakeSource,
  by: By,
  step?: (name: string) => void,
): Promise<readonly BroughtItem[]> {
  const before = lastEnvelope(ledger);
  const reader = intakeReader(ledger, source, by);
  for (let more = true; more; ) {
    step?.('reading intake');
    more = (await reader.round()).more;
  }
  const { problem, missing } = reader.state();
  const told: BroughtItem[] = envelopesSince(ledger, before).map((row) =>
    row.outcome === 'refused'
      ? refused(`${row.hash}.json`, row.code, row.detail)
      : { file: `${row.hash}.json`, result: row.outcome, contest: row.contest, unit: row.unit, hash: row.returnHash },
  );
  return [
    ...told,
    ...(problem === undefined ? [] : [refused(source.folder, 'FILE_UNREADABLE', problem)]),
    ...(missing === 0 ? [] : [refused(source.folder, 'FILE_NOT_FOUND', `${missing} receipts have no envelope there`)]),
  ];
}
