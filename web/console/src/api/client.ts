// Requests to this space's API: same origin, with the header that other sites cannot send.
import { apiUrl } from '../app/place.ts';
import { type Failure, failure, failureFrom } from './failure.ts';

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

const listeners = new Set<(failed: Failure) => void>();
/** Told of every failure; answers with the function that ends it. */
export const onFailure = (listener: (failed: Failure) => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** "?a=1&b=2" without what is undefined or empty. */
export function queryText(values: QueryValues = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') params.set(key, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

export const get = async <T>(path: string, values?: QueryValues, signal?: AbortSignal): Promise<T> =>
  await request<T>('GET', path + queryText(values), undefined, signal);

export const send = async <T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> =>
  await request<T>(method, path, body);

/** Address of a download, for a link. */
export const downloadUrl = (path: string, values?: QueryValues): string => apiUrl(path + queryText(values));

async function request<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const answer = await answerOf(method, path, body, signal);
  const text = await answer.text();
  const read = readJson(text);
  if (answer.ok) return read as T;
  const failed = failureFrom(answer.status, read);
  for (const listener of listeners) listener(failed);
  throw failed;
}

async function answerOf(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { 'x-pollwarden': '1', accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal };
    return await fetch(apiUrl(path), { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw failure({ code: 'NETWORK', message: 'The server cannot be reached', status: 0 });
  }
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
