// Settings of the server, checked at start. Owned by the configuration; features read it from their space.
import type { LogLevel } from '../log.ts';

export const profileNames = ['guard', 'csirt', 'platform', 'results', 'demo'] as const;
export type ProfileName = (typeof profileNames)[number];

export type IntakeConfig = {
  readonly folder: string;
  /** Files of sealing keys, the newest first. */
  readonly sealingKeyFiles: readonly string[];
  readonly passphrase: string | undefined;
  /** Of the key that signs receipts, 64 hexadecimal digits. */
  readonly fingerprint: string | undefined;
};

export type Config = {
  readonly dataFolder: string;
  readonly profile: ProfileName;
  /** Whether there is a demonstration space; only in the profile demo. */
  readonly demonstration: boolean;
  readonly host: string;
  readonly port: number;
  /** Address people open, such as https://ops.example; links in mails begin with it. */
  readonly publicUrl: string;
  /** Proxies in front whose forwarded headers are believed; 0 believes none. */
  readonly proxyHops: number;
  readonly logLevel: LogLevel;
  /** Lets a watcher from elsewhere read /metrics; without it only this machine can. */
  readonly metricsToken: string | undefined;
  readonly smtp:
    | {
        readonly host: string;
        readonly port: number;
        readonly secure: boolean;
        readonly user?: string;
        readonly password?: string;
        readonly from: string;
      }
    | undefined;
  readonly backups: {
    /** 0: none is made by itself. */
    readonly everyHours: number;
    /** Of those made by itself. */
    readonly keep: number;
    /** Undefined: backups/ in each space's folder. Each space has its own below it otherwise. */
    readonly folder: string | undefined;
    readonly passphrase: string | undefined;
  };
  /** Where sealed returns are read from, one way; undefined: nowhere. */
  readonly intake?: IntakeConfig | undefined;
  /** Sources of posts may connect to addresses of this machine and of private networks. */
  readonly allowPrivateSources?: boolean;
  /** Inside the operator's network: where webhooks of alerts may go all the same. */
  readonly webhookAddresses?: readonly string[];
};
