// Signed returns that a person brings: a file from a stick or a mail, scanned QR codes, compact text. Each is verified, kept
// and reconciled in one transaction; each answers for itself.
import { definitionOf, definitionVersions, revokedKeys, type By } from './elections.ts';
import type { Channel, Definition } from '../../elections/definition/definition.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { fromCompact } from '../codes/compact.ts';
import { readParts } from '../codes/parts.ts';
import type { UnitState } from '../reconcile/states.ts';
import type { ArrivalWay, SignedReturn } from '../return/count-return.ts';
import { canonicalReturn, type Outcome, parseSigned, type Refusal } from '../return/parse.ts';
import { signedVerifier } from '../return/verify-node.ts';
import { knownHashes } from './import-returns.ts';
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
const isPart = /^\s*(?:QR-Code:)?PW1:/m;

/** Texts of QR codes belong together; files of signed returns are one canonical JSON a line. */
function readTexts(
  texts: readonly string[],
  definitionByHash: (hash: string) => Definition | undefined,
): Outcome<SignedReturn>[] {
  const lines = texts.filter((text) => isPart.test(text));
  const { compact, incomplete, bad } = readParts(lines.join('\n'));
  const refused = (detail: string): Outcome<SignedReturn> => ({ ok: false, refusal: { code: 'CODE_INVALID', detail } });
  const files = texts.filter((text) => !isPart.test(text)).flatMap((text) => text.split(/\r?\n/));
  return [
    ...compact.map((bytes) => fromCompact(bytes, definitionByHash)),
    ...incomplete.map(({ id, missing, of }) => refused(`${id}: part ${missing.join(', ')} of ${of} is missing`)),
    ...bad.map((line) => refused(`line ${line} is no part of a return, or was misread`)),
    ...files.filter((line) => line !== '').map((line) => parseSigned(Buffer.from(line, 'utf8'))),
  ];
}

function definitions(ledger: Ledger, election: string): (hash: string) => Definition | undefined {
  const versions = definitionVersions(ledger, election).filter(({ state }) => state !== 'refused');
  return (hash) => {
    const found = versions.find((one) => one.hash === hash);
    return found === undefined ? undefined : definitionOf(ledger, election, found.version);
  };
}

/** NOT_FOUND. What is refused is said, and the rest is kept; what is answered as added is durable. */
export function receiveReturns(
  ledger: Ledger,
  election: string,
  { texts, channel, way, file }: Received,
  by: By,
): readonly ReceivedItem[] {
  const definition = definitionOf(ledger, election);
  const verify = signedVerifier({ definition, hashes: knownHashes(ledger, election) }, revokedKeys(ledger, election));
  return ledger.write(() =>
    readTexts(texts, definitions(ledger, election))
      .slice(0, mostItems)
      .map((read): ReceivedItem => {
        if (!read.ok) return { result: 'refused', refusal: read.refusal };
        const { contest, unit } = read.value.return;
        const refusal = verify(read.value, ledger.now());
        if (refusal !== undefined) return { result: 'refused', contest, unit, refusal };
        const source = file === undefined ? {} : { file };
        const { added } = storeArrivals(ledger, [{ signed: read.value, channel, way, source }], by.name);
        const state = reconcileUnit(ledger, election, contest, unit, by);
        const hash = returnHash(canonicalReturn(read.value.return));
        return { result: added > 0 ? 'added' : 'known', contest, unit, hash, state };
      }),
  );
}
