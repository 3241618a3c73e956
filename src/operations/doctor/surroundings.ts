// Checks of what is around: backups and their age, the mail server, the address people open.
import { connect } from 'node:net';
import { connect as connectTls, type DetailedPeerCertificate, type PeerCertificate } from 'node:tls';
import { listBackups } from '../backup/list.ts';
import { backupFolder, spacesIn } from '../spaces.ts';
import { attention, type Check, counted, failed, megabytes, ok, type Outcome, unknown } from './check.ts';

const hourMilliseconds = 3_600_000;
const oldHours = 48;
const waitMilliseconds = 4000;

const backups: Check = {
  name: 'backups',
  title: 'Backups',
  run: ({ dataFolder, backupFolders, now }) => {
    if (spacesIn(dataFolder).length === 0) return [];
    const all = [...new Set([backupFolder(dataFolder), ...backupFolders])].flatMap((folder) => listBackups(folder));
    const newest = all.toSorted((a, b) => b.createdAt - a.createdAt)[0];
    const remedy = 'pollwarden backup --to a folder on another disk; backupEveryHours has the server make them';
    if (newest === undefined) return [attention('there is none', 'None was made yet, or they lie elsewhere', remedy)];
    const hours = (now() - newest.createdAt) / hourMilliseconds;
    const found = `${counted(all.length, 'backup')}, the newest ${Math.max(0, Math.round(hours))} h old, ${megabytes(newest.bytes)}`;
    if (hours > oldHours) return [attention(found, 'None was made since', remedy)];
    if (newest.verifiedAt !== undefined) return [ok(`${found}, read again and compared`)];
    return [attention(`${found}, never compared`, 'Copied here', `pollwarden restore ${newest.name} --check`)];
  },
};

const mail: Check = {
  name: 'smtp',
  title: 'Mail server',
  run: async ({ smtp }) => (smtp === undefined ? [] : [await greet(smtp.host, smtp.port)]),
};

/** Connects and waits for the greeting, or for the connection where TLS comes first; sends nothing. */
async function greet(host: string, port: number): Promise<Outcome> {
  const remedy = 'Check smtpHost, smtpPort and the firewall';
  return await new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (outcome: Outcome): void => {
      socket.destroy();
      resolve(outcome);
    };
    let connected = false;
    socket.setTimeout(waitMilliseconds, () => {
      if (connected) end(ok(`${host}:${port} takes connections`));
      else end(attention(`${host}:${port} does not answer`, 'A firewall, or a wrong address', remedy));
    });
    socket.once('connect', () => {
      connected = true;
    });
    socket.once('data', (data) => {
      const text = data.toString('latin1').slice(0, 3);
      if (text === '220') end(ok(`${host}:${port} greets`));
      else
        end(
          attention(`${host}:${port} greets with ${JSON.stringify(text)}`, 'Not a mail server, or it refuses', remedy),
        );
    });
    socket.once('error', (error) => {
      end(attention(`${host}:${port}: ${error.message}`, 'It is down, or the address is wrong', remedy));
    });
  });
}

const soonDays = 14;

const address: Check = {
  name: 'publicUrl',
  title: 'Address people open',
  run: async ({ publicUrl, now }) => {
    if (publicUrl === undefined) return [];
    const url = URL.parse(publicUrl);
    if (url === null) return [failed(`"${publicUrl}" is no address`, 'Mistyped', 'Set publicUrl')];
    if (url.protocol === 'https:') return [await checkCertificate(url, now())];
    const local = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname);
    if (local) return [ok(`${publicUrl}: this machine only`)];
    const cause = 'Without TLS anybody on the way reads passwords';
    return [failed(`${publicUrl} is without TLS`, cause, 'Put a proxy with TLS in front; see docs/install.md')];
  },
};

async function checkCertificate(url: URL, now: number): Promise<Outcome> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? 443 : Number(url.port);
  return await new Promise((resolve) => {
    // The fault of a certificate is what is looked for: it is read, not believed.
    const socket = connectTls({
      host,
      port,
      servername: /^[\d.:]+$/.test(host) ? '' : host,
      rejectUnauthorized: false,
    });
    const end = (outcome: Outcome): void => {
      socket.destroy();
      resolve(outcome);
    };
    socket.setTimeout(waitMilliseconds, () => end(unknown(`${url.origin} does not answer from here`)));
    socket.once('error', (error) => end(unknown(`${url.origin} cannot be reached from here: ${error.message}`)));
    socket.once('secureConnect', () => {
      const fault = socket.authorized ? undefined : String(socket.authorizationError);
      end(certificateOutcome(url, socket.getPeerCertificate(), fault, now));
    });
  });
}

function certificateOutcome(
  url: URL,
  certificate: PeerCertificate | DetailedPeerCertificate,
  fault: string | undefined,
  now: number,
): Outcome {
  const days = Math.floor((Date.parse(certificate.valid_to) - now) / 86_400_000);
  const renew = 'Renew it, and see that the proxy renews it by itself';
  if (days < 0) return failed(`the certificate of ${url.origin} ended ${-days} days ago`, 'It was not renewed', renew);
  if (fault !== undefined) {
    const cause = 'The certificate is for another name or by an issuer that this machine does not know';
    return attention(`${url.origin}: ${fault}`, cause, 'Compare publicUrl with the names in the certificate');
  }
  if (days < soonDays) return attention(`the certificate ends in ${counted(days, 'day')}`, 'It was not renewed', renew);
  return ok(`${url.origin}, certificate for another ${counted(days, 'day')}`);
}

export const surroundingChecks: readonly Check[] = [backups, mail, address];
