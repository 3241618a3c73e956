// A bulletin while it is built: what was asked of the threads, and what of it is there.
import { digestOf, hashedPath } from './hashed-name.ts';
import type { SiteRequest } from './site-request.ts';
import type { Writers } from './writers.ts';
import type { DataTask, WrittenFile } from './writing.ts';

export type Building = {
  readonly request: SiteRequest;
  readonly writers: Writers;
  /** Files of the log that are written, or asked for. */
  readonly have: Set<string>;
  readonly asked: Promise<readonly WrittenFile[]>[];
};

export function add({ writers, asked }: Building, task: Parameters<Writers['write']>[0]): void {
  const one = writers.write(task).then(({ files }) => files);
  // Told of when all are awaited; until then no failure may go unheard.
  one.catch(() => undefined);
  asked.push(one);
}

/** Waits for all that was asked for so far. */
export async function settled(building: Building, name: string): Promise<readonly WrittenFile[]> {
  const { asked, writers, request } = building;
  const timer = setInterval(() => {
    const { done, asked: all } = writers.progress();
    request.step?.(name, done / Math.max(1, all));
  }, 100);
  try {
    return (await Promise.all(asked.splice(0))).flat();
  } finally {
    clearInterval(timer);
  }
}

/** Data with a script beside it. */
export const json = (role: DataTask['role'], name: string, bytes: Uint8Array, of?: string): DataTask => ({
  kind: 'data',
  role,
  name,
  extension: 'json',
  ...(of === undefined ? {} : { of }),
  bytes,
  twin: true,
  effort: 'some',
});

export const pathOf = ({ name, extension, bytes }: DataTask): string => hashedPath(name, digestOf(bytes), extension);
