// Starts the arranging in a worker; where there is none, in the page itself.
import { startWorker } from '../../app/workers.ts';
import workerUrl from './arrange.worker.ts?worker&url';
import { arrangement, type ArrangementInput, roundsFor } from './arrangement.ts';
import type { Arranged } from './arrange.worker.ts';

/** Calls `told` with places again and again, last with `done` 1. Answers with the function that ends it. */
export function arrange(input: ArrangementInput, told: (arranged: Arranged) => void): () => void {
  let stopInPage: (() => void) | undefined;
  const inPage = (): void => {
    stopInPage ??= arrangeInPage(input, told);
  };
  let worker: Worker | undefined;
  try {
    worker = startWorker(workerUrl);
    worker.addEventListener('message', ({ data }: MessageEvent<Arranged>) => told(data));
    worker.addEventListener('error', inPage);
    worker.postMessage(input);
  } catch {
    inPage();
  }
  return () => {
    worker?.terminate();
    stopInPage?.();
  };
}

/** Where a browser starts no worker: the same rounds in short turns. */
function arrangeInPage(input: ArrangementInput, told: (arranged: Arranged) => void): () => void {
  const step = arrangement(input);
  const rounds = roundsFor(input.count);
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turn = (): void => {
    const began = performance.now();
    let places = step();
    round++;
    while (round < rounds && performance.now() - began < 12) {
      places = step();
      round++;
    }
    told({ places: places.slice(), done: round / rounds });
    if (round < rounds) timer = setTimeout(turn, 16);
  };
  timer = setTimeout(turn, 0);
  return () => clearTimeout(timer);
}
