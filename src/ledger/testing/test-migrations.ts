// For tests: migrations as real ones are: new tables, filled from old ones, columns added, indexes, tables made anew.
import { migrations } from '../migrations/index.ts';
import type { Migration } from '../migrations/migration.ts';

const first = (migrations.at(-1)?.number ?? 0) + 1;

export const testMigrations: readonly Migration[] = Array.from({ length: 30 }, (_, i) => ({
  number: first + i,
  name: `test-${i}`,
  sql: `
CREATE TABLE copy${i} (sequence INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
INSERT INTO copy${i} SELECT sequence, hash || '${i}' FROM audit WHERE sequence <= 400;
CREATE INDEX copy${i}_by_text ON copy${i} (text);
ALTER TABLE copy${i} ADD COLUMN more INTEGER NOT NULL DEFAULT ${i};
UPDATE copy${i} SET more = sequence;
${i === 0 ? '' : `DROP TABLE copy${i - 1};`}
`,
}));
