// The transport to witnesses: one request, no redirect, capped in time and size. Node only.
import type { PostToWitness } from '../witness.ts';
import { requestProblem } from './web.ts';

/** A cosignature in ML-DSA-44 is a line of 3.3 kB. */
const mostAnswerBytes = 64_000;

async function cappedText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > mostAnswerBytes) throw new Error(`it answers more than ${mostAnswerBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** `timeoutMs`: for the whole of a request and its answer. */
export const postToWitness =
  (timeoutMs: number): PostToWitness =>
  async (url, body) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        redirect: 'error',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: response.status, body: await cappedText(response) };
    } catch (error) {
      throw new Error(requestProblem(error), { cause: error });
    }
  };
