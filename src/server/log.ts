// The application's log: one JSON object a line, on standard error. No cookie, token, body or query string enters it.
import type { Log } from './space.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lines of `level` and above go to `write`. `now` in milliseconds since 1970 UTC. */
export function createLog(level: LogLevel, now: () => number, write: (line: string) => void): Log {
  const at =
    (name: LogLevel) =>
    (fields: Readonly<Record<string, unknown>>, message: string): void => {
      if (logLevels.indexOf(name) < logLevels.indexOf(level)) return;
      write(`${JSON.stringify({ time: new Date(now()).toISOString(), level: name, message, ...fields })}\n`);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** The same log with fields that each line carries, such as the space. */
export function withFields(log: Log, fields: Readonly<Record<string, unknown>>): Log {
  return {
    info: (more, message) => log.info({ ...fields, ...more }, message),
    warn: (more, message) => log.warn({ ...fields, ...more }, message),
    error: (more, message) => log.error({ ...fields, ...more }, message),
  };
}
