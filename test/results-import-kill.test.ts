// kill -9 at many moments of an import: a file is in the ledger whole or not at all, and importing it again completes it.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { seededRandom } from '../src/kernel/random.ts';
import { openLedger } from '../src/ledger/ledger.ts';
import { verifyAudit } from '../src/ledger/audit/verify.ts';
import { arrivalsOfElection } from '../src/results/store/returns.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-import-kill-'));
const program = join(import.meta.dirname, '..', 'bin', 'pollwarden.mjs');
const [night, data] = [join(folder, 'night'), join(folder, 'data')];
after(() => rmSync(folder, { recursive: true }));

function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

const importing = ['returns', 'import', night, '--pack', 'pollwarden', '--channel', 'official'];
const where = ['--election', 'lowmere', '--data', data, '--json'];

before(() => {
  run('generate', 'returns', '--seed', '5', '--units', '1500', '--out', night);
  run('election', 'import', night, '--pack', 'pollwarden', ...where);
});

/** Killed `delay` ms after it said that it keeps; at once where that is below nought. Whether it was killed. */
async function killed(delay: number): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...importing, ...where], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.on('data', (text: Buffer) => {
    const word = delay < 0 ? 'reading' : 'keeping';
    if (text.toString().includes(word)) setTimeout(() => child.kill('SIGKILL'), Math.max(0, delay));
  });
  return await new Promise((resolve) => child.on('close', (_, signal) => resolve(signal === 'SIGKILL')));
}

test('twelve kills of an import: whole or not at all, then complete', async () => {
  const all = readFileSync(join(night, 'official.returns.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '').length;
  const random = seededRandom(2);
  let kills = 0;
  for (let i = 0; i < 12; i++) {
    if (await killed(i < 2 ? -1 : random.below(400))) kills++;
    const ledger = openLedger(data, Date.now);
    try {
      const kept = [...arrivalsOfElection(ledger, 'lowmere')].length;
      assert.ok(kept === 0 || kept === all, `${kept} of ${all}`);
      assert.equal((await verifyAudit(ledger)).intact, true);
    } finally {
      ledger.close();
    }
  }
  assert.ok(kills > 0);
  const { added, known } = JSON.parse(run(...importing, ...where)) as {
    readonly added: number;
    readonly known: number;
  };
  assert.equal(added + known, all);
});
