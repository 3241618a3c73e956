// For a test that kills it: brings a ledger through many migrations, saying on standard output which it has done.
import { openLedger } from '../ledger.ts';
import { migrations } from '../migrations/index.ts';
import { testMigrations } from './test-migrations.ts';

process.stdout.write('start\n');
const ledger = openLedger(process.argv[2], Date.now, [...migrations, ...testMigrations]);
process.stdout.write('done\n');
ledger.close();
