// A detection that takes its thread with it, once, when it is given many rows at a time. For tests.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Detection } from '../contract.ts';
import { openDetection as counting } from './counting-detection.ts';

export function openDetection(dataFolder: string): Detection {
  const { stream, ...rest } = counting();
  const mark = join(dataFolder, 'died');
  return {
    ...rest,
    stream: {
      ...stream,
      add: (batch, nowSeconds) => {
        if (batch.count > 500 && !existsSync(mark)) {
          writeFileSync(mark, '');
          // In a worker this ends the thread, not the process.
          process.exit(3);
        }
        stream.add(batch, nowSeconds);
      },
    },
  };
}
