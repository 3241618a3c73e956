// What the public bulletin is measured by.
import type { OperationsCase } from './operations.ts';

type Night = {
  readonly units: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly mainCpuSeconds: number;
  readonly peakMegabytes: number;
};
type Served = { readonly bytes: number; readonly bulletin: number; readonly plain: number; readonly ratio: number };

type Timed = { readonly seconds: number; readonly cpuSeconds: number };
type Page = { readonly returns: number; readonly native: Timed; readonly fallback: Timed };

export const bulletinCases: readonly OperationsCase[] = [
  {
    id: 'bulletin-night',
    title: 'a country’s returns from the tally to the published bulletin: release, log, signatures again, every file',
    command: ['scripts/bench/bulletin-night.ts'],
    target: 'under 10 s',
    read: (answer) => {
      const { units, seconds, cpuSeconds, mainCpuSeconds, peakMegabytes } = answer as Night;
      const free = Math.max(mainCpuSeconds, cpuSeconds / 2);
      return {
        measured: `${seconds.toFixed(1)} s for ${units.toLocaleString('en-GB')} returns`,
        beside: `CPU ${cpuSeconds.toFixed(1)} s on all threads: ${free.toFixed(1)} s on two free cores`,
        memoryBytes: peakMegabytes * 2 ** 20,
        reached: seconds < 10 ? 'yes' : free < 10 ? 'by CPU time' : 'no',
      };
    },
  },
  {
    id: 'bulletin-served',
    title: 'the bulletin’s front page by nginx with our configuration, compressed',
    command: ['scripts/bench/bulletin-serving.ts'],
    target: '0.9 of a plain file',
    read: (answer) => {
      const { bytes, bulletin, plain, ratio } = answer as Served;
      return {
        measured: `${Math.round(bulletin).toLocaleString('en-GB')} a second`,
        beside: `${Math.round(plain).toLocaleString('en-GB')} a second of a plain file of the same ${bytes.toLocaleString('en-GB')} bytes by its own: ${ratio.toFixed(2)}`,
        reached: ratio >= 0.9 ? 'yes' : 'no',
      };
    },
  },
  {
    id: 'bulletin-page',
    title: 'the bulletin’s page in Chromium: every entry of the log, two signatures a return, the tally',
    command: ['scripts/bench/bulletin-page.ts'],
    target: 'under 3 s',
    read: (answer) => {
      const { returns, native, fallback } = answer as Page;
      const told = ({ seconds, cpuSeconds }: Timed): string =>
        `${seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s`;
      return {
        measured: `${native.seconds.toFixed(1)} s for ${returns.toLocaleString('en-GB')} returns`,
        beside: `CPU of the main thread ${native.cpuSeconds.toFixed(1)} s; without WebCrypto’s Ed25519 ${told(fallback)}`,
        reached: native.seconds < 3 ? 'yes' : 'no',
      };
    },
  },
];
