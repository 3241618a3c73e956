// Makes the settings: defaults, then the file, then the environment, then flags; and checks what they mean together.
import { join } from 'node:path';
import { PollwardenError } from '../../kernel/errors.ts';
import type { LogLevel } from '../log.ts';
import type { Config, ProfileName } from './config.ts';
import { type KeyName, keys } from './keys.ts';
import { environmentSettings, fileSettings, type Settings } from './sources.ts';

export type ConfigRequest = {
  readonly dataFolder: string;
  /** Named by the operator, and then it must be there; otherwise pollwarden.json in the data folder, where there is one. */
  readonly file?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Checked already. */
  readonly flags: Settings;
};

type Values = {
  readonly profile: ProfileName;
  readonly host: string;
  readonly port: number;
  readonly publicUrl?: string;
  readonly insecureHttp: boolean;
  readonly proxyHops: number;
  readonly demonstration: boolean;
  readonly logLevel: LogLevel;
  readonly metricsToken?: string;
  readonly smtpHost?: string;
  readonly smtpPort: number;
  readonly smtpSecure: boolean;
  readonly smtpUser?: string;
  readonly smtpPassword?: string;
  readonly smtpFrom?: string;
  readonly allowPrivateSources: boolean;
  readonly webhookAddresses?: string;
  readonly backupEveryHours: number;
  readonly backupKeep: number;
  readonly backupFolder?: string;
  readonly backupPassphrase?: string;
  readonly intakeFolder?: string;
  readonly intakeFingerprint?: string;
  readonly sealingKeyFile?: string;
  readonly sealingKeyPassphrase?: string;
} & Partial<Readonly<Record<KeyName, unknown>>>;

const invalid = (detail: string): PollwardenError => new PollwardenError('CONFIG_INVALID', detail);

/** The checked settings. Throws CONFIG_INVALID, naming the setting and where it was given. */
export function loadConfig({ dataFolder, file, environment, flags }: ConfigRequest): Config {
  const path = file ?? join(dataFolder, 'pollwarden.json');
  const inFile = fileSettings(path);
  if (inFile === undefined && file !== undefined) throw new PollwardenError('FILE_NOT_FOUND', undefined, { file });
  const defaults = Object.fromEntries(
    keys.flatMap((key) => (key.default === undefined ? [] : [[key.name, key.default]])),
  );
  const values = { ...defaults, ...inFile, ...environmentSettings(environment), ...flags } as Values;
  const config = {
    dataFolder,
    profile: values.profile,
    demonstration: values.profile === 'demo' && values.demonstration,
    host: values.host,
    port: values.port,
    publicUrl: values.publicUrl ?? ownUrl(values.host, values.port),
    proxyHops: values.proxyHops,
    logLevel: values.logLevel,
    metricsToken: values.metricsToken,
    smtp: smtpOf(values),
    backups: {
      everyHours: values.backupEveryHours,
      keep: values.backupKeep,
      folder: values.backupFolder,
      passphrase: values.backupPassphrase,
    },
    intake: intakeOf(values),
    allowPrivateSources: values.allowPrivateSources,
    webhookAddresses: (values.webhookAddresses ?? '').split(',').flatMap((part) => part.trim() || []),
  };
  if (config.profile === 'results' && !isLoopback(config.host))
    throw invalid(
      `host ${config.host}: the profile results has no network and listens on this machine only; ` +
        'people of an isolated network reach it through a proxy on this machine',
    );
  if (!values.insecureHttp) refuseInsecure(config);
  return config;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Passkeys need a name, so this machine is localhost rather than its number. */
export function ownUrl(host: string, port: number): string {
  const name = isLoopback(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function refuseInsecure({ host, publicUrl }: Config): void {
  const url = new URL(publicUrl);
  if (url.protocol === 'https:') return;
  if (!isLoopback(host)) {
    throw invalid(
      `host ${host} can be reached from other machines, and publicUrl has no https: ` +
        'put a proxy with a certificate in front and name its address, or say --insecure-http',
    );
  }
  if (!isLoopback(url.hostname.replace(/[[\]]/g, ''))) {
    throw invalid(
      `publicUrl ${publicUrl} has no https, so that passwords could be read on the way; or say --insecure-http`,
    );
  }
}

function intakeOf(values: Values): Config['intake'] {
  const { intakeFolder: folder, sealingKeyFile, sealingKeyPassphrase: passphrase, intakeFingerprint } = values;
  const sealingKeyFiles = (sealingKeyFile ?? '').split(',').flatMap((part) => part.trim() || []);
  if (folder === undefined && sealingKeyFile === undefined) return undefined;
  if (folder === undefined || sealingKeyFiles.length === 0)
    throw invalid('intakeFolder and sealingKeyFile go together: what is read there is sealed');
  return { folder, sealingKeyFiles, passphrase, fingerprint: intakeFingerprint };
}

function smtpOf(values: Values): Config['smtp'] {
  const { smtpHost: host, smtpFrom: from, smtpUser: user, smtpPassword: password } = values;
  if (host === undefined) return undefined;
  if (from === undefined) throw invalid('smtpHost needs smtpFrom, the sender of the mails');
  if ((user === undefined) !== (password === undefined)) throw invalid('smtpUser and smtpPassword go together');
  return { host, port: values.smtpPort, secure: values.smtpSecure, user, password, from };
}
