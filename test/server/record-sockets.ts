// Loaded before the program: writes every way out that a process or a thread of it opens to the file RECORD_SOCKETS_TO.
import { appendFileSync } from 'node:fs';
import { subscribe } from 'node:diagnostics_channel';

const path = process.env.RECORD_SOCKETS_TO ?? '';
for (const channel of ['net.client.socket', 'udp.socket', 'undici:client:beforeConnect'])
  subscribe(channel, () => appendFileSync(path, `${channel}\n`));
appendFileSync(path, 'recording\n');
