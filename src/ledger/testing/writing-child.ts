// For a test that kills it: writes entries, and says each one's number once `write` has returned.
import { writeSync } from 'node:fs';
import { recordAudit } from '../audit/record.ts';
import { openLedger } from '../ledger.ts';

const ledger = openLedger(process.argv[2], Date.now);
for (let i = 0; ; i++) {
  ledger.write(() => {
    for (const part of ['a', 'b', 'c']) {
      const details = { name: `${i}${part}`, kind: 'other' };
      recordAudit(ledger, { event: 'organisation.created', actor: { kind: 'operator' }, details });
    }
  });
  const { n } = ledger.db.prepare('SELECT max(sequence) AS n FROM audit').get() as { readonly n: number };
  writeSync(1, `${n}\n`);
}
