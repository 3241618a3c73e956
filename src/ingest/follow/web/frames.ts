// Frames of the WebSocket protocol (RFC 6455, section 5), as a client reads and writes them; no extensions.
import { randomBytes } from 'node:crypto';
import { isUtf8 } from 'node:buffer';

export type Opcode = 1 | 2 | 8 | 9 | 10;

export type FrameReader = {
  /** Adds bytes; the whole messages and control frames now there, in order. Throws FrameError. */
  readonly feed: (chunk: Buffer) => readonly Message[];
};

/** "tooLong": a message beyond the cap, of which nothing is kept. "binary": not what a source of JSON sends. */
export type Message =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'notUtf8'; readonly bytes: Buffer }
  | { readonly kind: 'binary' }
  | { readonly kind: 'tooLong'; readonly head: Buffer }
  | { readonly kind: 'ping'; readonly payload: Buffer }
  | { readonly kind: 'pong' }
  | { readonly kind: 'close'; readonly code: number | undefined; readonly reason: string };

const headKept = 2000;

/** What is against the protocol: the connection has to be ended. */
export const frameError = (detail: string): Error => Object.assign(new Error(detail), { code: 'WEBSOCKET_PROTOCOL' });

type Partial = { opcode: 1 | 2; parts: Buffer[]; bytes: number; tooLong: boolean };

/** Messages longer than `maxBytes` are passed over without being held. */
export function createFrameReader(maxBytes: number): FrameReader {
  let held: Buffer = Buffer.alloc(0);
  let message: Partial | undefined;
  /** The data frame at hand: its bytes still to come. */
  let remaining = 0;
  let final = true;

  const take = (bytes: Buffer): void => {
    if (message === undefined) return;
    message.bytes += bytes.length;
    if (message.bytes > maxBytes) {
      // The head is kept, to be shown with the rejected row.
      if (!message.tooLong) message.parts = [Buffer.concat([...message.parts, bytes]).subarray(0, headKept)];
      message.tooLong = true;
    } else {
      message.parts.push(bytes);
    }
  };

  const end = (): Message | undefined => {
    if (message === undefined || !final) return undefined;
    const { opcode, parts, tooLong } = message;
    message = undefined;
    const bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    if (tooLong) return { kind: 'tooLong', head: Buffer.from(bytes) };
    if (opcode === 2) return { kind: 'binary' };
    return isUtf8(bytes) ? { kind: 'text', text: bytes.toString('utf8') } : { kind: 'notUtf8', bytes };
  };

  const begin = (header: Header): void => {
    if (header.opcode === 0) {
      if (message === undefined) throw frameError('a continuation without a beginning');
    } else {
      if (message !== undefined) throw frameError('a message within a message');
      message = { opcode: header.opcode as 1 | 2, parts: [], bytes: 0, tooLong: false };
    }
    final = header.final;
    remaining = header.length;
  };

  return {
    feed: (chunk) => {
      const out: Message[] = [];
      let data = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      for (;;) {
        if (remaining > 0) {
          const piece = data.subarray(0, remaining);
          if (piece.length === 0) break;
          take(piece);
          remaining -= piece.length;
          data = data.subarray(piece.length);
          if (remaining > 0) break;
          const whole = end();
          if (whole !== undefined) out.push(whole);
          continue;
        }
        const header = headerOf(data);
        if (header === undefined) break;
        if (header.opcode >= 8) {
          if (data.length < header.bytes + header.length) break;
          out.push(control(header.opcode, Buffer.from(data.subarray(header.bytes, header.bytes + header.length))));
          data = data.subarray(header.bytes + header.length);
          continue;
        }
        begin(header);
        data = data.subarray(header.bytes);
        if (remaining === 0) {
          const whole = end();
          if (whole !== undefined) out.push(whole);
        }
      }
      held = data.length === 0 ? Buffer.alloc(0) : Buffer.from(data);
      return out;
    },
  };
}

type Header = { readonly opcode: number; readonly final: boolean; readonly length: number; readonly bytes: number };

function headerOf(data: Buffer): Header | undefined {
  if (data.length < 2) return undefined;
  const opcode = data[0] & 15;
  const final = (data[0] & 128) !== 0;
  if ((data[0] & 0x70) !== 0) throw frameError('reserved bits without an extension');
  if ((data[1] & 128) !== 0) throw frameError('a masked frame from a server');
  if (![0, 1, 2, 8, 9, 10].includes(opcode)) throw frameError(`opcode ${opcode}`);
  const short = data[1] & 127;
  if (opcode >= 8 && (!final || short > 125)) throw frameError('a control frame in parts, or too long');
  if (short < 126) return { opcode, final, length: short, bytes: 2 };
  if (short === 126) {
    return data.length < 4 ? undefined : { opcode, final, length: data.readUInt16BE(2), bytes: 4 };
  }
  if (data.length < 10) return undefined;
  const length = data.readBigUInt64BE(2);
  if (length > BigInt(Number.MAX_SAFE_INTEGER)) throw frameError('a frame longer than anything');
  return { opcode, final, length: Number(length), bytes: 10 };
}

function control(opcode: number, payload: Buffer): Message {
  if (opcode === 9) return { kind: 'ping', payload };
  if (opcode === 10) return { kind: 'pong' };
  const code = payload.length >= 2 ? payload.readUInt16BE(0) : undefined;
  return { kind: 'close', code, reason: payload.subarray(2).toString('utf8') };
}

/** A frame from a client, masked as section 5.3 asks. `payload` is at most 125 bytes. */
export function clientFrame(opcode: Opcode, payload: Uint8Array): Buffer {
  const mask = randomBytes(4);
  const frame = Buffer.alloc(6 + payload.length);
  frame[0] = 128 | opcode;
  frame[1] = 128 | payload.length;
  frame.set(mask, 2);
  payload.forEach((byte, i) => {
    frame[6 + i] = byte ^ mask[i & 3];
  });
  return frame;
}
