// Verifies signatures in a thread of its own, many at a time: a page that came over http has threads, one from a file has
// none. One message is one packet of keys, signatures and messages; the answer is one byte each.
import { byWebCrypto } from '../../page/ed25519.ts';

type Packet = {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Length of each message behind its key (32 bytes) and signature (64 bytes). */
  readonly lengths: readonly number[];
};

const verify = byWebCrypto();

const holds = async (one: Uint8Array<ArrayBuffer>): Promise<boolean> =>
  (await verify?.(one.slice(0, 32), one.subarray(96), one.subarray(32, 96))) ?? false;

addEventListener('message', ({ data }: MessageEvent<Packet>) => {
  let at = 0;
  const all = data.lengths.map((length) => {
    at += 96 + length;
    return holds(data.bytes.subarray(at - 96 - length, at));
  });
  void Promise.all(all).then((answers) => {
    const scope = globalThis as unknown as { readonly postMessage: (message: unknown) => void };
    scope.postMessage({ id: data.id, answers });
    return undefined;
  });
});
