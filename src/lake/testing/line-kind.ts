// A tiny kind known by source and byte offset, as kinds of log lines will be; for tests only.
import type { EventKind } from '../kinds.ts';

export const lineKind: EventKind = {
  name: 'line',
  meaning: 'one line of a log',
  columns: [
    { name: 'time', type: 'micros', meaning: 'when', protection: 'plain' },
    { name: 'source', type: 'text', meaning: 'fingerprint of the log', protection: 'keyed' },
    { name: 'run', type: 'text', meaning: 'the run', protection: 'plain' },
    { name: 'offset', type: 'integer', meaning: 'bytes before the line', protection: 'plain' },
    { name: 'line', type: 'text', meaning: 'the line', protection: 'plain' },
  ],
  identity: ['source', 'offset'],
  retentionDays: 1,
};
