// The process `results` has no network: it opens no way out while it reads intake's folder, tallies and exports, holds no
// program to do so, and listens on this machine only.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { post, sealedNight, startIntake } from '../src/intake/testing/sealed-night.ts';
import { openLedger } from '../src/ledger/ledger.ts';
import { writeSealingKey } from '../src/results/intake/sealing-key-file.ts';
import { saveDraft } from '../src/results/store/elections.ts';
import { envelopeCounts } from '../src/results/store/intake-rows.ts';
import { reachedFrom, root } from './server/modules.ts';
import { startProcess } from './server/process.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-no-network-'));
after(() => rmSync(folder, { recursive: true }));

/** fetch, sockets that connect, requests, names that are looked up, other programs. */
const goesOut =
  /\bfetch\(|\bWebSocket\(|from '(?:undici|nodemailer)|from 'node:(?:dgram|http2|dns|dns\/promises)'|import \{[^}]*\b(?:connect|createConnection|request|get)\b[^}]*\} from 'node:(?:net|tls|https?)'/;

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

test('no file that it loads can call anybody, but two that ask for nobody outside', () => {
  const choice = ['src/server/profiles.ts'];
  const files = [
    ...reachedFrom('src/cli/commands/start.ts', choice),
    ...reachedFrom('src/server/profiles/results.ts', choice),
  ];
  // A function of ours may have the name of the browser's.
  const calling = files.filter((file) => goesOut.test(textOf(file)) && !/\bfunction fetch\(/.test(textOf(file)));
  assert.deepEqual([...new Set(calling)].toSorted(), ['src/operations/doctor/sntp.ts', 'src/server/listen.ts']);
  // The one asks who holds the port that it wants on this machine; the other a time server, and a server of ours names none.
  assert.match(textOf('src/server/listen.ts'), /whoAnswers\(host, port\)/);
  assert.match(textOf('src/server/features/operations/keeper.ts'), /timeServer: undefined,/);
});

/** Local addresses (hexadecimal, with the port) of what a process listens on or has connected, from the kernel. */
function socketsOf(pid: number): readonly { readonly local: string; readonly state: string }[] {
  const own = new Set(
    execFileSync('sh', ['-c', `ls -l /proc/${pid}/fd 2>/dev/null | sed -n 's/.*socket:\\[\\([0-9]*\\)\\].*/\\1/p'`], {
      encoding: 'utf8',
    }).split('\n'),
  );
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => own.has(columns[9]))
      .map(([, local, , state]) => ({ local, state })),
  );
}

test('while it reads sealed returns it opens no way out, and listens on this machine only', async () => {
  const night = await sealedNight(20);
  const intake = await startIntake(join(folder, 'intake'), night.definition);
  for (const signed of night.signed.slice(0, 6)) await post(intake.url, await night.seal(signed));
  await intake.stop();
  const keyFile = join(folder, 'key.json');
  writeSealingKey(keyFile, night.pair, undefined);
  const data = join(folder, 'data');
  const ledger = openLedger(data, Date.now);
  saveDraft(ledger, night.definition, { actor: { kind: 'operator' }, name: 'operator' });
  ledger.close();
  writeFileSync(
    join(data, 'pollwarden.json'),
    JSON.stringify({
      intakeFolder: join(folder, 'intake'),
      sealingKeyFile: keyFile,
      intakeFingerprint: intake.key.fingerprint,
    }),
    { mode: 0o600 },
  );
  const list = join(folder, 'sockets.txt');
  const recorder = pathToFileURL(join(root, 'test', 'server', 'record-sockets.ts')).href;
  const running = await startProcess(['--profile', 'results', '--data', data, '--port', '0'], {
    nodeArgs: ['--import', recorder],
    env: { RECORD_SOCKETS_TO: list },
  });
  const ready = async (): Promise<boolean> => (await fetch(`${running.address.url}/health/ready`)).status === 200;
  while (!(await ready())) await new Promise((resolve) => setTimeout(resolve, 50));
  const metrics = async (): Promise<string> => await (await fetch(`${running.address.url}/metrics`)).text();
  while (!/pollwarden_intake_read(?:\{[^}]*\})? 6\b/.test(await metrics()))
    await new Promise((resolve) => setTimeout(resolve, 50));
  if (existsSync(`/proc/${running.child.pid}/net/tcp`)) {
    const listening = socketsOf(running.child.pid ?? 0).filter(({ state }) => state === '0A');
    assert.ok(listening.length >= 1);
    for (const { local } of listening)
      assert.match(local, /^0100007F:|^0{24}01000000:|^00000000000000000000000001000000:/);
    assert.deepEqual(
      socketsOf(running.child.pid ?? 0).filter(({ state }) => state === '02'),
      [],
      'nothing that tries to connect',
    );
  }
  running.child.kill('SIGTERM');
  assert.equal(await running.ended, 0, running.stderr());
  const lines = readFileSync(list, 'utf8').trim().split('\n');
  assert.ok(lines.includes('recording'));
  assert.deepEqual([...new Set(lines)], ['recording']);
  const again = openLedger(data, Date.now);
  assert.equal(envelopeCounts(again, 'sealed').added, 6);
  again.close();
});
