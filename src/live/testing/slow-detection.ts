// A detection that is slow, and says in a file how often it was given rows. For tests of the end.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Detection } from '../contract.ts';
import { openDetection as counting } from './counting-detection.ts';

const slowMilliseconds = 400;

export function openDetection(dataFolder: string): Detection {
  const { stream, ...rest } = counting();
  const still = new Int32Array(new SharedArrayBuffer(4));
  return {
    ...rest,
    stream: {
      ...stream,
      add: (batch, nowSeconds) => {
        appendFileSync(join(dataFolder, 'given'), '+');
        Atomics.wait(still, 0, 0, slowMilliseconds);
        stream.add(batch, nowSeconds);
      },
    },
  };
}
