// node scripts/openapi.ts: writes docs/openapi.json, the document that a server of all features serves.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/server/app.ts';
import { loadConfig } from '../src/server/config/load.ts';
import { createLog } from '../src/server/log.ts';
import { openSpaces } from '../src/server/spaces.ts';

const file = join(import.meta.dirname, '..', 'docs', 'openapi.json');

/** What docs/openapi.json holds, and what the routes say now: asked of the features themselves, on an empty data folder. */
export async function openApiDocument(): Promise<{ readonly shown: string; readonly now: string }> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'pollwarden-openapi-'));
  try {
    const config = loadConfig({ dataFolder, environment: {}, flags: { profile: 'demo', logLevel: 'error' } });
    const log = createLog(config.logLevel, Date.now, (line) => process.stderr.write(line));
    const { spaces, close } = await openSpaces({ config, log, now: Date.now });
    try {
      const app = await createApp({ config, spaces, log, sessionOf: () => undefined });
      await app.ready();
      const now = `${JSON.stringify(app.swagger(), undefined, 1)}\n`;
      await app.close();
      return { shown: readShown(), now };
    } finally {
      await close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

function readShown(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

if (process.argv[1] === import.meta.filename) writeFileSync(file, (await openApiDocument()).now);
