// For a test: writes until the disk refuses, and says what the ledger said and what it kept.
import { PollwardenError } from '../../kernel/errors.ts';
import { openLedger, readLedger } from '../ledger.ts';

const folder = process.argv[2];
const ledger = openLedger(folder, Date.now);
ledger.db.exec('CREATE TABLE things (n INTEGER PRIMARY KEY, content BLOB)');

let acknowledged = 0;
const add = (): void => {
  ledger.write(() => void ledger.db.prepare('INSERT INTO things (content) VALUES (randomblob(20000))').run());
  acknowledged++;
};
const codeOf = (work: () => void): string => {
  try {
    work();
    return '';
  } catch (error) {
    return error instanceof PollwardenError ? error.code : String(error);
  }
};

let first = '';
for (let i = 0; i < 1000 && first === ''; i++) first = codeOf(add);
const before = acknowledged;
const second = codeOf(add);
const reader = readLedger(folder, Date.now);
const kept = Number(reader.db.prepare('SELECT count(*) AS n FROM things').get()?.n) - (acknowledged - before);
process.stdout.write(JSON.stringify({ first, second, acknowledged: before, kept }));
process.exit(0);
