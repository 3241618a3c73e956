// What a profile leaves out is not loaded: by the static graph of imports, and by the running process and its threads.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type ProfileName, profileNames } from '../src/server/config/config.ts';
import { reachedFrom, root } from './server/modules.ts';
import { startProcess } from './server/process.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-profiles-'));
after(() => rmSync(folder, { recursive: true }));

/** Folders that a profile never loads, and one file that it does, so that an empty list would be noticed. */
const rules: Readonly<Record<ProfileName, { readonly never: RegExp; readonly loads: readonly string[] }>> = {
  guard: {
    never: /^src\/(ingest|detect|live|generate)\/|^src\/server\/features\/(lake|sources|detectors|demonstration)\//,
    loads: ['src/server/features/findings/feature.ts'],
  },
  csirt: {
    never: /^src\/generate\/|^src\/server\/features\/demonstration\//,
    loads: ['src/server/features/sources/feature.ts', 'src/live/host.ts'],
  },
  platform: {
    never: /^src\/generate\/|^src\/server\/features\/demonstration\//,
    loads: ['src/server/features/sources/feature.ts', 'src/live/host.ts'],
  },
  results: {
    never:
      /^src\/(ingest|detect|live|generate|alerts|intake)\/|^src\/server\/features\/(lake|sources|detectors|demonstration|alerts|findings|watchlists)\//,
    loads: ['src/server/features/returns/feature.ts', 'src/results/store/read-intake.ts'],
  },
  demo: { never: /^$/, loads: ['src/server/features/demonstration/feature.ts', 'src/live/live-worker.ts'] },
};

function check(profile: ProfileName, loaded: readonly string[]): void {
  const { never, loads } = rules[profile];
  assert.deepEqual(
    loaded.filter((file) => never.test(file)),
    [],
  );
  for (const file of loads) assert.ok(loaded.includes(file), `${profile} loads ${file}`);
}

for (const profile of profileNames) {
  test(`${profile}: the graph of imports from the command and the profile`, () => {
    // Which of the profiles is loaded is chosen there, at run time.
    const choice = ['src/server/profiles.ts'];
    const files = [
      ...reachedFrom('src/cli/commands/start.ts', choice),
      ...reachedFrom(`src/server/profiles/${profile}.ts`, choice),
    ];
    check(profile, files);
  });

  test(`${profile}: the running process and its threads`, async () => {
    const list = join(folder, `${profile}.txt`);
    const recorder = pathToFileURL(join(root, 'test', 'server', 'record-modules.ts')).href;
    const running = await startProcess(['--profile', profile, '--data', join(folder, profile), '--port', '0'], {
      nodeArgs: ['--import', recorder],
      env: { RECORD_MODULES_TO: list },
    });
    const live = await fetch(`${running.address.url}/health/live`);
    assert.equal(live.status, 200);
    const ready = await waitUntilReady(running.address.url);
    running.child.kill('SIGTERM');
    assert.equal(await running.ended, 0, running.stderr());
    const urls = readFileSync(list, 'utf8').trim().split('\n');
    const files = urls.map((url) => relative(root, fileURLToPath(url)));
    check(profile, files);
    // A restore reads the lake that it restores; nothing else of this profile does.
    if (profile === 'guard') assert.ok(!files.includes('src/lake/engine.ts'));
    assert.equal(ready, true, running.stderr());
  });
}

/** Threads of a space may take a moment; what does not become ready ends the test by the runner's timeout. */
async function waitUntilReady(url: string): Promise<boolean> {
  for (;;) {
    const { status } = await fetch(`${url}/health/ready`);
    if (status === 200) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
