// Arranges a network beside the page, and shows how far it is: the page stays free while thousands of nodes find a place.
import { arrangement, type ArrangementInput, roundsFor } from './arrangement.ts';

export type Arranged = { readonly places: Float32Array; readonly done: number };

const everyMilliseconds = 300;

addEventListener('message', ({ data }: MessageEvent<ArrangementInput>) => {
  const step = arrangement(data);
  const rounds = roundsFor(data.count);
  let told = performance.now();
  for (let round = 1; round <= rounds; round++) {
    const places = step();
    if (round < rounds && performance.now() - told < everyMilliseconds) continue;
    told = performance.now();
    const copy = places.slice();
    const answer: Arranged = { places: copy, done: round / rounds };
    postMessage(answer, { transfer: [copy.buffer] });
  }
});
