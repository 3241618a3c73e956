// Chromium for end-to-end tests and screenshots: where it is, and how it is started without talking to anybody.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
] as const;

/** The browser's path, or undefined where there is none. Under CI=true a missing browser is an error. */
export function chromiumPath(): string | undefined {
  const path = places.find((place) => place !== undefined && place !== '' && existsSync(place));
  if (path === undefined && process.env.CI === 'true') throw new Error('Chromium is missing; set CHROMIUM_PATH');
  return path;
}

export async function startChromium(executablePath: string): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
