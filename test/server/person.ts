// For tests: a person at a browser, as far as HTTP goes: keeps its cookie, sends what the console sends.
import { Agent, request } from 'node:http';
import { changing, type Served } from './serving.ts';

export type Answer = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
};
export type Person = {
  readonly call: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly cookie: () => string | undefined;
  readonly setCookie: (cookie: string | undefined) => void;
  readonly leave: () => void;
};

/** `localAddress` is where the requests come from: any of 127.0.0.0/8 on Linux. */
export function person({ port }: Pick<Served, 'port'>, localAddress = '127.0.0.1'): Person {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  let cookie: string | undefined;
  return {
    cookie: () => cookie,
    setCookie: (value) => {
      cookie = value;
    },
    leave: () => agent.destroy(),
    call: async (method, path, body) =>
      await new Promise((resolve, reject) => {
        const headers = { ...changing, ...(cookie === undefined ? {} : { cookie }) };
        const sent = request({ host: '127.0.0.1', port, localAddress, agent, method, path: `/api${path}`, headers });
        sent.on('error', reject);
        sent.on('response', (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => {
            const set = response.headers['set-cookie']?.[0]?.split(';')[0];
            if (set !== undefined) cookie = set.endsWith('=') ? undefined : set;
            const json = response.headers['content-type']?.includes('application/json') === true;
            const parsed = (json && text !== '' ? JSON.parse(text) : {}) as Answer['body'];
            resolve({ status: response.statusCode ?? 0, body: parsed, text });
          });
        });
        sent.end(body === undefined ? undefined : JSON.stringify(body));
      }),
  };
}

export const codeOf = ({ body }: Answer): unknown => (body.error as { readonly code?: unknown } | undefined)?.code;
