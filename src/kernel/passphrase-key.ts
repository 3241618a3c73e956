// The key that a passphrase opens a file with (PBKDF2-HMAC-SHA256 to AES-256-GCM), with nothing but WebCrypto, so that a
// browser and a command open the same file. Browser-safe.

/** As OWASP asks of PBKDF2-HMAC-SHA256 (2023). */
export const passphraseRounds = 600_000;
/** What a file may ask for: fewer protect nothing, more keep whoever opens it waiting. */
export const roundsAllowed = { least: 100_000, most: 10_000_000 } as const;
/** In characters. */
export const leastPassphrase = 12;

/** Seals and opens; the key itself cannot be taken out. The same passphrase typed on another keyboard is the same (NFC). */
export async function passphraseKey(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(passphrase.normalize('NFC'));
  const base = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return await crypto.subtle.deriveKey(parameters, base, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}
