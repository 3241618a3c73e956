// Progress on stderr: one bar that redraws itself on a terminal, plain lines elsewhere.
import { printable } from './printable.ts';

export type ProgressStream = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
};

export type Progress = {
  /** `done` from 0 to 1 of the step of that name; undefined where the whole is not known. */
  readonly step: (name: string, done?: number) => void;
  /** A line for people that stays. */
  readonly notice: (text: string) => void;
  /** Wipes the bar. */
  readonly end: () => void;
};

const barWidth = 24;
const redrawMilliseconds = 80;

/** `quiet` drops bars and steps; notices stay. `now` in milliseconds. */
export function createProgress(
  stream: ProgressStream = process.stderr,
  options: { readonly quiet?: boolean; readonly now?: () => number } = {},
): Progress {
  const now = options.now ?? (() => performance.now());
  const terminal = stream.isTTY === true;
  let step: string | undefined;
  let drawn = false;
  let drawnAt = -Infinity;
  const wipe = (): void => {
    if (drawn) stream.write('\r\u001b[K');
    drawn = false;
  };
  return {
    step: (name, done) => {
      if (options.quiet === true) return;
      const changed = name !== step;
      step = name;
      if (!terminal) {
        if (changed) stream.write(`${printable(name)} …\n`);
        return;
      }
      if (!changed && done !== 1 && now() - drawnAt < redrawMilliseconds) return;
      drawnAt = now();
      stream.write(`\r\u001b[K${bar(printable(name), done, stream.columns || 80)}`);
      drawn = true;
    },
    notice: (text) => {
      wipe();
      stream.write(`${printable(text, 1000)}\n`);
    },
    end: () => {
      wipe();
      step = undefined;
    },
  };
}

function bar(name: string, done: number | undefined, columns: number): string {
  if (done === undefined) return `${name} …`.slice(0, columns - 1);
  const share = Math.min(1, Math.max(0, Number.isFinite(done) ? done : 0));
  const full = Math.round(share * barWidth);
  const drawing = `${'━'.repeat(full)}${'╌'.repeat(barWidth - full)}`;
  return `${name.padEnd(24)} ${drawing} ${String(Math.floor(share * 100)).padStart(3)} %`.slice(0, columns - 1);
}
