// node scripts/bench/event-to-screen.ts [POSTS-PER-SECOND [SECONDS]]: from a post to the screen. A real server is given
// posts over HTTP at that rate, among them groups that act together; a real browser shows the list of findings. Measured
// is the time from the newest post of a finding's evidence to the moment at which the page has it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../src/kernel/random.ts';
import { chromiumPath } from '../chromium.ts';

const root = join(import.meta.dirname, '..', '..');
const perSecond = Number(process.argv[2] ?? 5000);
const seconds = Number(process.argv[3] ?? 60);
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-screen-'));
const server = spawn(
  process.execPath,
  [
    join(root, 'bin/pollwarden.mjs'),
    'start',
    ...['--profile', 'csirt', '--data', folder, '--port', '0', '--json', '--log-level', 'warn'],
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, milliseconds));

try {
  const { url, setup } = await started();
  const api = await signIn(url, setup);
  const source = await addSource(api);
  const page = await openFindings(url, api.cookie);
  const { latencies, taken } = await run(api, source, page.changes);
  const memory = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1];
  await page.close();
  report(latencies, taken, Number(memory) / 1024);
} finally {
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
}

type Api = {
  readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>;
  readonly cookie: string;
};
type Source = { readonly push: (lines: readonly string[]) => Promise<number> };

async function started(): Promise<{ readonly url: string; readonly setup: string }> {
  let text = '';
  for await (const chunk of server.stdout) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  const { url, spaces } = JSON.parse(text) as { url: string; spaces: readonly { setup: string }[] };
  return { url, setup: spaces[0].setup.split('#')[1] };
}

async function signIn(url: string, token: string): Promise<Api> {
  let cookie = '';
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        'x-pollwarden': '1',
        origin: url,
        cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return await response.json();
  };
  const organisation = { name: 'Benchmark', kind: 'csirt' };
  const password = 'a long walk along the harbour';
  await call('POST', '/setup', { token, organisation, name: 'Bench', email: 'bench@csirt.example', password });
  return { call, cookie };
}

async function addSource(api: Api): Promise<Source> {
  const purpose = (await api.call('POST', '/purposes', {
    controller: { name: 'Benchmark', contact: 'dpo@csirt.example' },
    purpose: 'Generated posts, to measure the time from a post to the screen',
    legalBasis: { article6: '6(1)(e)', article9: '9(2)(g)', law: 'none: generated posts' },
    scope: { objects: ['press.example'], topics: ['the vote'] },
    endDate: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    retentionDays: 1,
  })) as { id: string };
  const added = (await api.call('POST', '/sources', { kind: 'http', name: 'Benchmark', purposeId: purpose.id })) as {
    source: { id: string; address: string };
    token: string;
  };
  await api.call('POST', `/sources/${added.source.id}/start`, {});
  const push = async (lines: readonly string[]): Promise<number> => {
    for (;;) {
      const response = await fetch(added.source.address, {
        method: 'POST',
        headers: {
          'x-pollwarden': '1',
          authorization: `Bearer ${added.token}`,
          'content-type': 'application/x-ndjson',
        },
        body: `${lines.join('\n')}\n`,
      });
      if (response.ok) return ((await response.json()) as { posts: number }).posts;
      if (response.status !== 429) throw new Error(`push: ${response.status} ${await response.text()}`);
      await wait(100);
    }
  };
  return { push };
}

/** `changes`: times at which the page showed another list than before, in milliseconds since 1970 UTC. */
async function openFindings(url: string, cookie: string) {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  const context = await browser.newContext();
  const [name, ...value] = cookie.split('=');
  await context.addCookies([{ name, value: value.join('='), url }]);
  const page = await context.newPage();
  const changes: number[] = [];
  await page.exposeFunction('benchChanged', () => changes.push(Date.now()));
  await page.goto(`${url}/findings`);
  await page.waitForSelector('main');
  await page.evaluate(() => {
    let before = '';
    const look = (): void => {
      const text = document.querySelector('main')?.textContent ?? '';
      if (text !== before) (globalThis as unknown as { benchChanged: () => void }).benchChanged();
      before = text;
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  return { changes, close: async () => await browser.close() };
}

/**
 * Background of people who share links, new and old, and a group of eight: its members do so too, and push one old link
 * a second together.
 */
async function run(
  api: Api,
  source: Source,
  changes: readonly number[],
): Promise<{ readonly latencies: readonly number[]; readonly taken: number }> {
  const random = seededRandom(7);
  const latencies: number[] = [];
  const known = new Map<string, number>();
  const end = Date.now() + seconds * 1000;
  let number = 0;
  let story = 0;
  const line = (account: string, url: string, time: number): string =>
    JSON.stringify({
      platform: 'agora',
      post_id: `p${number++}`,
      account_id: account,
      time: new Date(time).toISOString(),
      text: '',
      urls: [url],
    });
  const look = async (): Promise<void> => {
    const { items } = (await api.call('GET', '/findings?limit=100')) as { items: { id: string; lastSeen: number }[] };
    const shown = changes.at(-1) ?? 0;
    for (const { id, lastSeen } of items) {
      if (known.get(id) === lastSeen) continue;
      known.set(id, lastSeen);
      if (shown >= lastSeen) latencies.push(shown - lastSeen);
    }
  };
  let posts = 0;
  for (let tick = 0; Date.now() < end; tick++) {
    const begin = Date.now();
    const lines: string[] = [];
    for (let i = 0; i < perSecond / 4; i++) {
      const fresh = Math.floor(begin / 1000) * 40 - Math.floor(random.next() ** 3 * 200_000);
      lines.push(line(`a${Math.floor(random.next() ** 1.5 * 200_000)}`, `https://press.example/${fresh}`, begin));
    }
    if (tick % 4 === 0) story = Math.floor(begin / 1000) * 40 - 3000 - Math.floor(random.next() * 20_000);
    for (const m of [tick % 4, 4 + (tick % 4)]) {
      lines.push(line(`group${m}`, `https://press.example/${story}`, begin));
      const other = Math.floor(begin / 1000) * 40 - Math.floor(random.next() ** 3 * 200_000);
      lines.push(line(`group${m}`, `https://press.example/${other}`, begin + 100));
    }
    posts += await source.push(lines);
    await look();
    await wait(Math.max(0, 250 - (Date.now() - begin)));
  }
  return { latencies, taken: Math.round(posts / seconds) };
}

/** `taken`: posts a second that the server took, which is less than was asked where it is not fast enough. */
function report(latencies: readonly number[], taken: number, peakMegabytes: number): void {
  const sorted = latencies.toSorted((x, y) => x - y);
  const at = (share: number): number | undefined => sorted[Math.floor(share * (sorted.length - 1))];
  const [median, worst] = [at(0.5), at(0.95)];
  process.stdout.write(
    `${JSON.stringify({ perSecond, taken, seen: sorted.length, median, p95: worst, peakMegabytes })}\n`,
  );
}
