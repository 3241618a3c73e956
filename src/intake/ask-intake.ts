// Asks intake over HTTPS, with bounds of its own: an answer is small and comes soon, or there is none.
import { request as askHttp } from 'node:http';
import { request as askHttps } from 'node:https';
import { PollwardenError } from '../kernel/errors.ts';
import { type Ask, mostReplyBytes, type Reply } from '../results/intake/courier.ts';

const answerMilliseconds = 20_000;

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);

/** USAGE for what is no address of an intake: https, or http on this machine. */
export function intakeUrl(text: string): URL {
  const url = URL.parse(text);
  const plain = url?.protocol === 'http:' && isLoopback(url.hostname);
  if (url === null || !(url.protocol === 'https:' || plain) || url.pathname !== '/' || url.search !== '')
    throw new PollwardenError('USAGE', `"${text.slice(0, 200)}" is no address such as https://intake.example`);
  return url;
}

/** `ca`: certificates (PEM) to trust besides those of the system. */
export function askIntake(url: URL, ca: Buffer | undefined): Ask {
  const send = url.protocol === 'https:' ? askHttps : askHttp;
  const trust = ca === undefined ? {} : { ca };
  return async (method, path, body) =>
    await new Promise<Reply>((resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const asked = send(new URL(path, url), { method, headers, ...trust }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
          if (text.length > mostReplyBytes) asked.destroy(new Error('the answer is longer than one of intake'));
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: text.trimEnd(),
            retryAfter: response.headers['retry-after'],
          }),
        );
      });
      const late = setTimeout(() => asked.destroy(new Error('no answer in time')), answerMilliseconds);
      asked.on('error', reject);
      asked.on('close', () => {
        clearTimeout(late);
        reject(new Error('the connection ended before the answer'));
      });
      asked.end(body);
    });
}
