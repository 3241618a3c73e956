// A real day on three channels, signed by generated centres: from files to a reconciled tally, by the commands as they
// are; beside it what any program must do at least, reading the lines and checking the signatures, on one thread.
import { spawnSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { measure } from './measure.ts';

const root = join(import.meta.dirname, '..', '..');
const day = join(root, '..', 'shared', 'data', 'results', 'bulgaria', '20210711');
const folder = mkdtempSync(join(tmpdir(), 'pollwarden-night-'));
const files = join(folder, 'files');
const channels = ['official', 'backup', 'observer'] as const;

/** Runs the program as people install it, compiled; from the sources each command would first strip their types. */
const launcher = join(folder, 'pollwarden.mjs');
writeFileSync(
  launcher,
  `import { runProgram } from ${JSON.stringify(pathToFileURL(join(root, 'dist', 'src', 'cli', 'main.js')).href)};
await runProgram(process.argv.slice(2));
`,
);

let peakBytes = 0;

/** Seconds that the command took; `most`: the largest exit code that is fine. */
async function run(args: readonly string[], most = 0): Promise<number> {
  const ran = await measure(['node', launcher, ...args], root);
  if (ran.exitCode < 0 || ran.exitCode > most) throw new Error(`${args.join(' ')}: ${ran.stderr.slice(-2000)}`);
  process.stderr.write(
    `${args.slice(0, 2).join(' ')}: ${ran.wallSeconds.toFixed(2)} s, CPU ${ran.cpuSeconds?.toFixed(2) ?? '?'} s\n`,
  );
  peakBytes = Math.max(peakBytes, ran.peakBytes ?? 0);
  return ran.wallSeconds;
}

/** Parses every line, and checks each distinct return's signatures once. */
function floor(): number {
  const before = performance.now();
  const definition = JSON.parse(readFileSync(join(files, 'definition.json'), 'utf8')) as {
    readonly centres: readonly { readonly keys: readonly { readonly id: string; readonly publicKey: string }[] }[];
  };
  const keys = new Map(
    definition.centres.flatMap(({ keys: own }) =>
      own.map(
        ({ id, publicKey }) =>
          [id, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })] as const,
      ),
    ),
  );
  const seen = new Set<string>();
  for (const channel of channels) {
    for (const line of readFileSync(join(files, `${channel}.returns.jsonl`), 'utf8').split('\n')) {
      if (line === '' || seen.has(line)) continue;
      seen.add(line);
      const { signatures } = JSON.parse(line) as {
        readonly signatures: readonly { readonly key: string; readonly signature: string }[];
      };
      const bytes = Buffer.from(line.slice('{"return":'.length, line.indexOf(',"signatures":[')));
      for (const { key, signature } of signatures) {
        const object = keys.get(key);
        if (object === undefined || !verify(null, bytes, object, Buffer.from(signature, 'base64url')))
          throw new Error(`a signature does not hold: ${line.slice(0, 200)}`);
      }
    }
  }
  return (performance.now() - before) / 1000;
}

try {
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'build.ts')], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`not built: ${built.stderr}`);
  if (!existsSync(day)) throw new Error('the set results/bulgaria is missing');
  await run(['generate', 'returns', '--from', day, '--pack', 'bulgaria', '--out', files, '--json']);
  const times: number[] = [];
  const floors: number[] = [];
  for (let i = 0; i < 3; i++) {
    const data = join(folder, `data-${i}`);
    const where = ['--election', 'expanded', '--data', data, '--json'];
    let seconds = await run(['election', 'import', files, '--pack', 'pollwarden', ...where]);
    for (const channel of channels)
      seconds += await run(['returns', 'import', files, '--pack', 'pollwarden', '--channel', channel, ...where]);
    seconds += await run(['returns', 'reconcile', ...where], 1);
    seconds += await run(['results', 'tally', ...where], 1);
    times.push(seconds);
    floors.push(floor());
    rmSync(data, { recursive: true });
  }
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[1];
  process.stdout.write(
    `${JSON.stringify({ seconds: median(times), floorSeconds: median(floors), returns: 39_015, peakMegabytes: Math.round(peakBytes / 2 ** 20) })}\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
