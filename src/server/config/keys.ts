// Every setting of the server: its name, type, default and meaning. Checks, environment and docs/configuration.md come from here.
import { z } from 'zod';
import { logLevels } from '../log.ts';
import { profileNames } from './config.ts';

export type Key = {
  /** As in pollwarden.json. */
  readonly name: string;
  /** How text from the environment is read. */
  readonly kind: 'text' | 'number' | 'boolean';
  readonly schema: z.ZodType;
  /** In words, for the documentation. */
  readonly type: string;
  /** Undefined where the setting is off, or made from others, unless given. */
  readonly default: string | number | boolean | undefined;
  readonly meaning: string;
  /** Can also be named by a file that holds it, and is never shown. */
  readonly secret?: true;
};

const text = (most: number): z.ZodType => z.string().trim().min(1).max(most);
const hostName = z
  .string()
  .max(253)
  .regex(/^[\w.:-]+$/, 'a host name or an address');

/** An address without a path: spaces have their places below it. */
const origin = z
  .string()
  .max(300)
  .refine((value) => {
    const url = URL.parse(value);
    return url !== null && /^https?:$/.test(url.protocol) && url.origin === value.replace(/\/$/, '');
  }, 'an address such as https://ops.example, without a path')
  .transform((value) => value.replace(/\/$/, ''));

export const keys = [
  {
    name: 'profile',
    kind: 'text',
    schema: z.enum(profileNames),
    type: profileNames.join(', '),
    default: 'demo',
    meaning: 'Which parts are loaded. What a profile leaves out is not loaded at all.',
  },
  {
    name: 'host',
    kind: 'text',
    schema: hostName,
    type: 'address',
    default: '127.0.0.1',
    meaning: 'Where the server listens. Anything but this machine itself needs publicUrl with https.',
  },
  {
    name: 'port',
    kind: 'number',
    schema: z.int().min(0).max(65_535),
    type: 'whole number',
    default: 4610,
    meaning: 'Port of the server; 0 takes any that is free.',
  },
  {
    name: 'publicUrl',
    kind: 'text',
    schema: origin,
    type: 'address without a path',
    default: undefined,
    meaning:
      'The address people open; links in mails begin with it, and passkeys belong to it. Unset: http://localhost with the port.',
  },
  {
    name: 'insecureHttp',
    kind: 'boolean',
    schema: z.boolean(),
    type: 'true or false',
    default: false,
    meaning:
      'Allows other machines to reach the server without https: passwords and sessions can then be read on the way.',
  },
  {
    name: 'proxyHops',
    kind: 'number',
    schema: z.int().min(0).max(8),
    type: 'whole number',
    default: 0,
    meaning:
      'Proxies in front whose X-Forwarded-For is believed. The nearest must be on this machine or a private network.',
  },
  {
    name: 'demonstration',
    kind: 'boolean',
    schema: z.boolean(),
    type: 'true or false',
    default: true,
    meaning: 'Whether the profile demo has its demonstration space. Without it the profile is as csirt.',
  },
  {
    name: 'logLevel',
    kind: 'text',
    schema: z.enum(logLevels),
    type: logLevels.join(', '),
    default: 'info',
    meaning: 'What the log on standard error holds: this level and above.',
  },
  {
    name: 'metricsToken',
    kind: 'text',
    schema: z.string().min(16).max(200),
    type: 'text of 16 letters or more',
    default: undefined,
    meaning:
      'Lets other machines read /metrics and the reasons of /health/ready, as "Authorization: Bearer …". Unset: this machine only.',
    secret: true,
  },
  {
    name: 'smtpHost',
    kind: 'text',
    schema: hostName,
    type: 'address',
    default: undefined,
    meaning: 'Mail server that alerts and invitations go through. Unset: no mail is sent.',
  },
  {
    name: 'smtpPort',
    kind: 'number',
    schema: z.int().min(1).max(65_535),
    type: 'whole number',
    default: 587,
    meaning: 'Port of the mail server.',
  },
  {
    name: 'smtpSecure',
    kind: 'boolean',
    schema: z.boolean(),
    type: 'true or false',
    default: false,
    meaning: 'TLS from the first byte (usual on port 465). Otherwise STARTTLS is used where the server offers it.',
  },
  {
    name: 'smtpUser',
    kind: 'text',
    schema: text(200),
    type: 'text',
    default: undefined,
    meaning: 'Name to sign in to the mail server with.',
  },
  {
    name: 'smtpPassword',
    kind: 'text',
    schema: z.string().min(1).max(500),
    type: 'text',
    default: undefined,
    meaning: 'Password of smtpUser.',
    secret: true,
  },
  {
    name: 'smtpFrom',
    kind: 'text',
    schema: z
      .string()
      .max(320)
      .regex(/^[^\r\n]+@[^\r\n]+$/, 'a mail address'),
    type: 'mail address',
    default: undefined,
    meaning: 'Sender of the mails; needed with smtpHost.',
  },
  {
    name: 'webhookAddresses',
    kind: 'text',
    schema: text(2000),
    type: 'addresses, separated by commas',
    default: undefined,
    meaning:
      'Addresses and names inside your network that webhooks of alerts may go to, also by http. Unset: webhooks reach the open network only, by https.',
  },
  {
    name: 'allowPrivateSources',
    kind: 'boolean',
    schema: z.boolean(),
    type: 'true or false',
    default: false,
    meaning:
      'Sources of posts may connect to addresses of this machine and of private networks. Only for a stream server of your own.',
  },
  {
    name: 'backupEveryHours',
    kind: 'number',
    schema: z.int().min(0).max(720),
    type: 'whole number',
    default: 24,
    meaning: 'Hours between the backups that the server makes by itself; 0 makes none.',
  },
  {
    name: 'backupKeep',
    kind: 'number',
    schema: z.int().min(1).max(365),
    type: 'whole number',
    default: 7,
    meaning: 'Backups made by itself that are kept; older ones are deleted. Those that people made stay.',
  },
  {
    name: 'backupFolder',
    kind: 'text',
    schema: text(1000),
    type: 'path',
    default: undefined,
    meaning: 'Folder of the backups, better on another disk. Unset: backups/ in the data folder.',
  },
  {
    name: 'backupPassphrase',
    kind: 'text',
    schema: z.string().min(12).max(1000),
    type: 'text of 12 letters or more',
    default: undefined,
    meaning:
      'Seals the backups that the server makes; the keys of the data folder are then in them. Unset: not sealed, and without the keys. Keep it elsewhere too.',
    secret: true,
  },
  {
    name: 'intakeFolder',
    kind: 'text',
    schema: text(1000),
    type: 'path',
    default: undefined,
    meaning:
      'Folder of intake, or a copy of it, that sealed returns are read from, one way. Unset: none are read. Profiles results and demo.',
  },
  {
    name: 'intakeFingerprint',
    kind: 'text',
    schema: z
      .string()
      .max(200)
      .transform((value) => value.replaceAll(/[\s:]/g, '').toLowerCase())
      .pipe(z.string().regex(/^[0-9a-f]{64}$/)),
    type: 'fingerprint of 64 hexadecimal digits',
    default: undefined,
    meaning: 'Of the key with which intake signs receipts. Unset: receipts in intakeFolder are believed as they are.',
  },
  {
    name: 'sealingKeyFile',
    kind: 'text',
    schema: text(4000),
    type: 'paths, separated by commas',
    default: undefined,
    meaning:
      'Files of pollwarden results sealing-key that open sealed returns, the newest first; needed with intakeFolder.',
  },
  {
    name: 'sealingKeyPassphrase',
    kind: 'text',
    schema: z.string().min(12).max(1000),
    type: 'text of 12 letters or more',
    default: undefined,
    meaning: 'Opens sealingKeyFile where it is sealed with a passphrase.',
    secret: true,
  },
] as const satisfies readonly Key[];

export type KeyName = (typeof keys)[number]['name'];

/** publicUrl is POLLWARDEN_PUBLIC_URL. */
export const environmentName = (name: string): string =>
  `POLLWARDEN_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
