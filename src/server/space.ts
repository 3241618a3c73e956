// A space: one election authority's data and people, apart from every other. The demonstration is a space of its own.
import type { Ledger } from '../ledger/ledger.ts';
import type { Config } from './config/config.ts';
import type { Hub } from './hub.ts';

export type Log = {
  readonly info: (fields: Readonly<Record<string, unknown>>, message: string) => void;
  readonly warn: (fields: Readonly<Record<string, unknown>>, message: string) => void;
  readonly error: (fields: Readonly<Record<string, unknown>>, message: string) => void;
};

export type Space = {
  readonly name: 'real' | 'demonstration';
  /** In front of every address: '' or '/demo'. */
  readonly prefix: '' | '/demo';
  /** The space's own data folder: ledger, lake, keys. */
  readonly folder: string;
  readonly ledger: Ledger;
  readonly hub: Hub;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly log: Log;
  /** Checked settings of this server (src/server/config). */
  readonly config: Config;
};
