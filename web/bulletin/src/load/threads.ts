// Signatures checked in threads beside the page, where there are threads: WebCrypto works on the thread that asks it.
import type { TlogCrypto } from '../../../../src/tlog/keys.ts';
import { workerUrl } from './part.ts';

type Ed25519 = TlogCrypto['ed25519'];
type Asked = {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly answer: (holds: boolean) => void;
};

const mostThreads = 4;
const packetSize = 128;
const longestMilliseconds = 60_000;

function packed(all: readonly Asked[]): { readonly bytes: Uint8Array; readonly lengths: readonly number[] } {
  const lengths = all.map(({ message }) => message.length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + 96 + length, 0));
  let at = 0;
  for (const { publicKey, signature, message } of all) {
    bytes.set(publicKey, at);
    bytes.set(signature, at + 32);
    bytes.set(message, at + 96);
    at += 96 + message.length;
  }
  return { bytes, lengths };
}

/** One thread: what was asked while it was idle goes as one packet. A thread that fails answers by `alone`. */
function thread(url: URL, alone: Ed25519): (asked: Asked) => void {
  const waiting = new Map<number, readonly Asked[]>();
  let next = 0;
  let broken = false;
  let gathered: Asked[] = [];
  const worker = new Worker(url);
  const byItself = (all: readonly Asked[]): void => {
    for (const { publicKey, message, signature, answer } of all)
      void Promise.resolve(alone(publicKey, message, signature)).then(answer);
  };
  const fail = (): void => {
    broken = true;
    worker.terminate();
    for (const all of waiting.values()) byItself(all);
    waiting.clear();
  };
  worker.addEventListener('error', fail);
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<{ readonly id: number; readonly answers: readonly (boolean | undefined)[] }>) => {
      const all = waiting.get(data.id) ?? [];
      waiting.delete(data.id);
      all.forEach(({ answer }, i) => answer(data.answers[i] === true));
    },
  );
  const send = (): void => {
    const all = gathered;
    gathered = [];
    if (all.length === 0) return;
    if (broken) {
      byItself(all);
      return;
    }
    const id = next++;
    const { bytes, lengths } = packed(all);
    waiting.set(id, all);
    worker.postMessage({ id, bytes, lengths }, [bytes.buffer]);
    setTimeout(() => waiting.has(id) && fail(), longestMilliseconds);
  };
  return (asked) => {
    gathered.push(asked);
    if (gathered.length === 1) queueMicrotask(() => setTimeout(send));
    if (gathered.length >= packetSize) send();
  };
}

/** Undefined where there are no threads. `alone`: how the page verifies by itself. */
export function inThreads(root: URL, alone: Ed25519): Ed25519 | undefined {
  const url = workerUrl(root);
  if (url === undefined || typeof Worker === 'undefined') return undefined;
  try {
    const count = Math.min(mostThreads, Math.max(1, (navigator.hardwareConcurrency || 2) - 1));
    const threads = Array.from({ length: count }, () => thread(url, alone));
    let turn = 0;
    return (publicKey, message, signature) => {
      if (publicKey.length !== 32 || signature.length !== 64) return false;
      return new Promise((answer) => threads[turn++ % count]({ publicKey, message, signature, answer }));
    };
  } catch {
    return undefined;
  }
}
