// The key that signs links in mails: made once for each ledger, and kept in it.
import { randomBytes } from 'node:crypto';
import type { Ledger } from '../ledger/ledger.ts';

export function linkKey(ledger: Ledger): Uint8Array {
  const read = (): Uint8Array | undefined =>
    (ledger.db.prepare('SELECT key FROM alert_keys WHERE id = 1').get() as { readonly key: Uint8Array } | undefined)
      ?.key;
  const known = read();
  if (known !== undefined) return known;
  return ledger.write(() => {
    ledger.db.prepare('INSERT OR IGNORE INTO alert_keys (id, key) VALUES (1, ?)').run(randomBytes(32));
    return read() as Uint8Array;
  });
}
