// Commitments to returns (docs/log-entries.md): salted with the signatures that only the centre can make, so that the centre
// keeps the salt with its return. Browser-safe: whoever calls brings SHA-256.
import { concatenated, type Sha256 } from '../../tlog/hash.ts';
import { canonicalReturn, signaturesText } from '../../results/return/parse.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';

const encoder = new TextEncoder();
const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** In front of what each hash is of, so that neither can be taken for the other. */
export const saltHead = 'pollwarden-salt/1\n';
export const commitmentHead = 'pollwarden-commitment/1\n';

/** Canonical bytes of a signed return, as they are committed to. */
export const signedBytes = (signed: SignedReturn): Uint8Array =>
  concatenated(
    utf8('{"return":'),
    canonicalReturn(signed.return),
    utf8(`,"signatures":${signaturesText(signed.signatures)}}`),
  );

/** 32 bytes; of a return without signatures everybody could compute it, so it has no commitment. */
export const saltOf = ({ signatures }: SignedReturn, sha256: Sha256): Uint8Array =>
  sha256(utf8(`${saltHead}${signaturesText(signatures)}`));

/** 32 bytes. */
export const commitmentOf = (signed: SignedReturn, salt: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(concatenated(utf8(commitmentHead), salt, signedBytes(signed)));
