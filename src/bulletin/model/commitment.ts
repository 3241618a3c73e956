// Commitments to returns (docs/log-entries.md): salted with the signatures that only the centre can make, so that the centre
// keeps the salt with its return. Browser-safe: whoever calls brings SHA-256.
import { canonicalReturn, signaturesText } from '../../results/return/parse.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';

type Sha256 = (bytes: Uint8Array) => Uint8Array;

const encoder = new TextEncoder();
const utf8 = (text: string): Uint8Array => encoder.encode(text);

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Canonical bytes of a signed return, as they are committed to. */
export const signedBytes = (signed: SignedReturn): Uint8Array =>
  joined(
    utf8('{"return":'),
    canonicalReturn(signed.return),
    utf8(`,"signatures":${signaturesText(signed.signatures)}}`),
  );

/** 32 bytes; of a return without signatures everybody could compute it, so it has no commitment. */
export const saltOf = ({ signatures }: SignedReturn, sha256: Sha256): Uint8Array =>
  sha256(utf8(`pollwarden-salt/1\n${signaturesText(signatures)}`));

/** 32 bytes. */
export const commitmentOf = (signed: SignedReturn, salt: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(joined(utf8('pollwarden-commitment/1\n'), salt, signedBytes(signed)));
