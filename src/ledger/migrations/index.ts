// All migrations, in the order of their numbers.
import { audit } from './001-audit.ts';
import { accounts } from './002-accounts.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [audit, accounts];
