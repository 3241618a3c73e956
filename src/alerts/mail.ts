// Mails: built by nodemailer, which encodes what headers hold, and handed to a mail server or written to a folder.
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Outcome } from './delivery.ts';
import type { MailContent } from './message.ts';
import { plainLine } from './words.ts';

export type Mail = MailContent & {
  readonly to: string;
  readonly messageId: string;
  readonly replyTo: string | null;
  /** Milliseconds since 1970 UTC; that of the delivery, the same for every attempt. */
  readonly date: number;
};

export type SmtpServer = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS, which is demanded where a password would be sent. */
  readonly secure: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
};
export type SmtpOptions = { readonly timeoutMs: number; readonly ca?: string };

const optionsOf = (mail: Mail, from: string): SendMailOptions => ({
  from,
  to: { name: '', address: mail.to },
  subject: plainLine(mail.subject),
  text: mail.text,
  html: mail.html,
  messageId: mail.messageId,
  date: new Date(mail.date),
  ...(mail.replyTo === null ? {} : { inReplyTo: mail.replyTo, references: mail.replyTo }),
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** One attempt, ended for good after `timeoutMs` however slowly the server goes on. Never throws. */
export async function sendMail(server: SmtpServer, mail: Mail, { timeoutMs, ca }: SmtpOptions): Promise<Outcome> {
  const socket = new Socket();
  const { host, port, secure, user, password } = server;
  const auth = user === undefined ? undefined : { user, pass: password ?? '' };
  const transport = createTransport({
    host,
    port,
    secure,
    auth,
    requireTLS: !secure && auth !== undefined,
    socket,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    ...(ca === undefined ? {} : { tls: { ca } }),
  });
  let late = false;
  const deadline = setTimeout(() => {
    late = true;
    socket.destroy(new Error('deadline'));
  }, timeoutMs);
  try {
    await transport.sendMail(optionsOf(mail, server.from));
    return { sent: true };
  } catch (error) {
    const problem = late ? `The mail server did not finish within ${timeoutMs / 1000} s` : problemOf(error);
    return { sent: false, permanent: !late && isPermanent(error), problem };
  } finally {
    clearTimeout(deadline);
    transport.close();
    socket.destroy();
  }
}

type SmtpError = Error & { readonly code?: string; readonly responseCode?: number; readonly response?: string };

/** A refusal of this message. A refused sign-in or TLS is a matter of settings, which can be put right meanwhile. */
const isPermanent = (error: unknown): boolean => {
  const { code, responseCode = 0 } = error as SmtpError;
  return responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
};

const problemOf = (error: unknown): string => {
  const { code, responseCode, response, message } = error as SmtpError;
  const said = plainLine(response ?? message);
  if (code === 'EAUTH') return `The mail server refused the sign-in (${said})`;
  if (responseCode !== undefined) return `The mail server answered ${said}`;
  return `The mail server was not reached (${code ?? 'error'}: ${said})`;
};

const mostKept = 1000;

/** The demonstration's "sending": one file for each message, written whole; a repeat writes the same file. */
export async function writeMail(folder: string, mail: Mail): Promise<Outcome> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail(optionsOf(mail, 'Pollwarden <demonstration@pollwarden.invalid>'));
  if (!Buffer.isBuffer(message)) throw new TypeError('a message in memory was asked for');
  const digest = createHash('sha256').update(mail.messageId).digest('hex').slice(0, 16);
  return writeToSink(folder, `${new Date(mail.date).toISOString().replaceAll(/[:.]/g, '-')}-${digest}.eml`, message);
}

/** `name` is ours, and begins with its date. The oldest files go beyond a thousand. */
export function writeToSink(folder: string, name: string, content: Uint8Array): Outcome {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const file = openSync(`${path}.tmp`, 'w', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.tmp`, path);
  const files = readdirSync(folder).toSorted();
  for (const old of files.slice(0, Math.max(0, files.length - mostKept))) rmSync(join(folder, old), { force: true });
  return { sent: true };
}
