// One thing that doctor looks at: what was found, why it may be so, what to do.
import type { LakeFiles } from '../../lake/files.ts';

/** "unknown": it could not be found out here. */
export type CheckState = 'ok' | 'attention' | 'failed' | 'unknown';

export type Finding = {
  readonly name: string;
  readonly title: string;
  readonly state: CheckState;
  /** One sentence. */
  readonly found: string;
  readonly cause?: string;
  readonly remedy?: string;
};

/** What is examined, and the world around it: parameters, so that tests can change any. */
export type DoctorContext = {
  readonly dataFolder: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Milliseconds that only ever grow. */
  readonly monotonic: () => number;
  /** "host" or "host:port"; undefined asks no time server. */
  readonly timeServer: string | undefined;
  /** Folders with backups beside those in the data folder. */
  readonly backupFolders: readonly string[];
  readonly port: number | undefined;
  /** A mail server to try a connection to. */
  readonly smtp: { readonly host: string; readonly port: number } | undefined;
  readonly publicUrl: string | undefined;
  /** Wall clock minus monotonic clock when the server started; undefined outside a server. */
  readonly startedOrigin: number | undefined;
  /** Injected, so that tests can let a disk fail. */
  readonly files: LakeFiles;
  readonly onStep?: (step: string, done?: number) => void;
};

export type Check = {
  readonly name: string;
  readonly title: string;
  readonly run: (context: DoctorContext) => Promise<readonly Outcome[]> | readonly Outcome[];
};

/** Several where a check looks at several things; `title` replaces the check's own. */
export type Outcome = Omit<Finding, 'name' | 'title'> & { readonly title?: string };

export const ok = (found: string): Outcome => ({ state: 'ok', found });
export const unknown = (found: string): Outcome => ({ state: 'unknown', found });
export const attention = (found: string, cause: string, remedy: string): Outcome => ({
  state: 'attention',
  found,
  cause,
  remedy,
});
export const failed = (found: string, cause: string, remedy: string): Outcome => ({
  state: 'failed',
  found,
  cause,
  remedy,
});

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

export const megabytes = (bytes: number): string => {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e3)} kB`;
};
