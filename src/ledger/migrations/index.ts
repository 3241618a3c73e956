// All migrations, in the order of their numbers.
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [];
