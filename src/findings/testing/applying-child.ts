// For tests that kill it: applies updates of growing groups without end, and says each one that was acknowledged.
import { writeSync } from 'node:fs';
import { openLedger } from '../../ledger/ledger.ts';
import { applyStreamUpdate } from '../coordination.ts';
import { accountsNamed, provisional, run, updateOf } from './groups.ts';

const ledger = openLedger(process.argv[2], Date.now);
const most = 2000;
for (let i = 1; i <= most; i++) {
  const groups = [0, 1, 2].map((g) => provisional(`g${g}`, accountsNamed(g * 5000, g * 5000 + 5 + i), i));
  applyStreamUpdate(ledger, updateOf(groups), run);
  writeSync(1, `${i}\n`);
}
