// A worker process: gets the specification of one stream at a time, answers with its record.
import { runStream, type StreamRecord } from './run-stream.ts';
import type { StreamSpec } from './streams.ts';

export type Answer = { readonly record: StreamRecord } | { readonly key: string; readonly error: string };

process.on('message', (spec: StreamSpec) => {
  void answer(spec).then((message) => process.send?.(message));
});

async function answer(spec: StreamSpec): Promise<Answer> {
  try {
    return { record: await runStream(spec) };
  } catch (error) {
    return { key: spec.key, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
