// Starts the SMTP server of smtp-server.py for a test and collects what it took.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type TakenMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly tls: boolean;
  readonly auth: string | null;
  /** The message as it came, headers and all. */
  readonly text: string;
};

export type SmtpTestServer = {
  readonly port: number;
  readonly taken: readonly TakenMail[];
  /** Resolves when so many messages were taken. */
  readonly until: (count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startSmtpServer(...options: readonly string[]): Promise<SmtpTestServer> {
  const script = join(import.meta.dirname, 'smtp-server.py');
  const child = spawn('python3', [script, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const taken: TakenMail[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => reject(new Error('the SMTP server ended; is aiosmtpd installed?')));
    lines.once('line', (line) => {
      resolve(Number(line));
      lines.on('line', (message) => {
        const { data, ...rest } = JSON.parse(message) as Omit<TakenMail, 'text'> & { readonly data: string };
        taken.push({ ...rest, text: Buffer.from(data, 'base64').toString('utf8') });
        for (const { count, resolve: done } of waiting) if (taken.length >= count) done();
        waiting = waiting.filter(({ count }) => taken.length < count);
      });
    });
  });
  return {
    port,
    taken,
    until: (count) =>
      taken.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

/** The value of a header, unfolded. */
export const headerOf = ({ text }: TakenMail, name: string): string | undefined => {
  const head = text.split('\r\n\r\n')[0].replace(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim();
};
