// One-time sheets: numbered lines, each a secret of 80 bits, all of one kind; and the commitment to a sheet, a SHA-256 over
// its salt and secrets that is in the definition before polling and opened after certification. Browser-safe.
import type { CallBackSheet, Digest } from '../../elections/definition/definition.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { type LineKind, readSecret, secretText } from '../codes/confirmation.ts';
import { toText, toValues } from '../codes/crockford.ts';
import { sha256, toBase64Url, toHex } from '../return/verify-web.ts';

export type SheetSecrets = {
  readonly centre: string;
  /** Eight characters of Crockford's base 32; names the sheet on paper and by telephone. */
  readonly sheet: string;
  readonly kind: LineKind;
  /** 32 bytes in base64url: nobody tries secrets against the commitment. */
  readonly salt: string;
  /** Of line 1 and on: as readSecret gives them. */
  readonly secrets: readonly string[];
};

export const mostLines = 500;
const secretBytes = 10;
const sheetNameBytes = 5;
const saltBytes = 32;

/** Bytes nobody can guess: crypto.getRandomValues. */
export type RandomBytes = (count: number) => Uint8Array;

export type SheetRequest = { readonly centre: string; readonly kind: LineKind; readonly lines: number };

/** A name that is there already is drawn again. */
export function makeSheets(requests: readonly SheetRequest[], random: RandomBytes): readonly SheetSecrets[] {
  const names = new Set<string>();
  return requests.map(({ centre, kind, lines }) => {
    let sheet = toText(toValues(random(sheetNameBytes)));
    while (names.has(sheet)) sheet = toText(toValues(random(sheetNameBytes)));
    names.add(sheet);
    const secrets = Array.from({ length: lines }, () => readSecret(secretText(random(secretBytes))) as string);
    return { centre, sheet, kind, salt: toBase64Url(random(saltBytes)), secrets };
  });
}

/** SHA-256 of the canonical sheet with its election. */
export async function commitmentOf(election: string, sheet: SheetSecrets): Promise<Digest> {
  const { centre, sheet: name, kind, salt, secrets } = sheet;
  const text = canonicalJson({
    for: 'pollwarden call-back sheet/1',
    election,
    centre,
    sheet: name,
    kind,
    salt,
    secrets: [...secrets],
  });
  return toHex(await sha256(new TextEncoder().encode(text)));
}

/** What the definition holds of a sheet. */
export const committed = async (election: string, sheet: SheetSecrets): Promise<CallBackSheet> => ({
  centre: sheet.centre,
  sheet: sheet.sheet,
  kind: sheet.kind,
  lines: sheet.secrets.length,
  commitment: await commitmentOf(election, sheet),
});
