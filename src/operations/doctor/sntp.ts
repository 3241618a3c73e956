// One question to a time server: SNTP, RFC 4330 and the client of RFC 5905, section 14.
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';

export type TimeAnswer = {
  /** How far the server's clock is ahead of ours, milliseconds. */
  readonly offsetMilliseconds: number;
  readonly delayMilliseconds: number;
  readonly stratum: number;
};

const packetBytes = 48;
/** Seconds from 1900 to 1970. */
const epochSeconds = 2_208_988_800;
const eraSeconds = 2 ** 32;
const waitMilliseconds = 3000;

/**
 * Asks `server` ("host" or "host:port", port 123 unless given). Rejects with a plain reason when nothing that can be
 * used comes back. The question carries a random number in the place of our time; an answer without it is not one.
 */
export async function askTime(server: string, now: () => number, monotonic: () => number): Promise<TimeAnswer> {
  const { host, port } = parseServer(server);
  const nonce = randomBytes(8);
  const question = Buffer.alloc(packetBytes);
  question[0] = 0x23;
  nonce.copy(question, 40);
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer within ${waitMilliseconds} ms`)), waitMilliseconds);
      socket.once('error', reject);
      let sentAt = 0;
      let sentMonotonic = 0;
      socket.on('message', (answer) => {
        if (answer.length < packetBytes || !answer.subarray(24, 32).equals(nonce)) return;
        clearTimeout(timer);
        const elapsed = monotonic() - sentMonotonic;
        const read = readAnswer(answer, sentAt, elapsed);
        if (typeof read === 'string') reject(new Error(read));
        else resolve(read);
      });
      socket.connect(port, host, () => {
        sentAt = now();
        sentMonotonic = monotonic();
        socket.send(question);
      });
    });
  } finally {
    socket.close();
  }
}

function parseServer(server: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(server);
  if (match === null) throw new Error(`"${server}" is no host or host:port`);
  return { host: match[1] ?? match[2], port: match[3] === undefined ? 123 : Number(match[3]) };
}

function readAnswer(answer: Buffer, sentAt: number, elapsed: number): TimeAnswer | string {
  const leap = answer[0] >> 6;
  const mode = answer[0] & 7;
  const stratum = answer[1];
  if (mode !== 4) return 'the answer is none of a server';
  if (stratum === 0 || stratum > 15 || leap === 3) return 'the server says that its own clock is not set';
  const received = timeAt(answer, 32, sentAt);
  const sent = timeAt(answer, 40, sentAt);
  const delayMilliseconds = Math.max(0, elapsed - (sent - received));
  const offsetMilliseconds = (received - sentAt + (sent - (sentAt + elapsed))) / 2;
  return { offsetMilliseconds, delayMilliseconds, stratum };
}

/** Milliseconds since 1970 of a 64-bit time stamp, in the era nearest to `near`. */
function timeAt(packet: Buffer, at: number, near: number): number {
  const seconds = packet.readUInt32BE(at) - epochSeconds + packet.readUInt32BE(at + 4) / eraSeconds;
  const eras = Math.round((near / 1000 - seconds) / eraSeconds);
  return (seconds + eras * eraSeconds) * 1000;
}
