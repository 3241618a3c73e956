// Verifies signatures in a thread of its own, many at a time: a page that came over http has threads, one from a file has
// none. One message is one packet of keys, signatures and messages; the answer is one byte each.

type Packet = {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Length of each message behind its key (32 bytes) and signature (64 bytes). */
  readonly lengths: readonly number[];
};

const keys = new Map<string, Promise<CryptoKey>>();

function keyOf(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const id = String.fromCharCode(...raw);
  const known = keys.get(id) ?? crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  keys.set(id, known);
  return known;
}

async function holds(one: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    return await crypto.subtle.verify('Ed25519', await keyOf(one.slice(0, 32)), one.subarray(32, 96), one.subarray(96));
  } catch {
    return false;
  }
}

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
