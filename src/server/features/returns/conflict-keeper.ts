// Keeps findings of conflicts up with the units while a server runs: after whatever changed returns, whoever did it.
import { listElections } from '../../../results/store/elections.ts';
import type { Space } from '../../space.ts';
import { bringConflictsUp } from './conflict-findings.ts';

/** Many returns come within a second; one look is enough for them. */
const waitMilliseconds = 200;

export type ConflictKeeper = { readonly started: () => void; readonly stop: () => void };

export function createConflictKeeper({ ledger, hub, log }: Space): ConflictKeeper {
  const due = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = (): void => {
    timer = undefined;
    const [election] = due;
    if (election === undefined || stopped) return;
    try {
      const { changed, left } = bringConflictsUp(ledger, election);
      for (const { id, change } of changed) hub.publish({ topic: 'findings', change, id });
      if (left === 0 || changed.length === 0) due.delete(election);
    } catch (error) {
      due.delete(election);
      log.error({ error: String(error), election }, 'findings of conflicts could not be kept up');
    }
    if (due.size > 0) wait();
  };
  const wait = (): void => {
    if (!stopped) timer ??= setTimeout(look, waitMilliseconds).unref();
  };
  const all = (): void => {
    for (const { id } of listElections(ledger)) due.add(id);
    wait();
  };
  const end = hub.subscribe(({ topic, id }) => {
    if (topic !== 'returns') return;
    if (id === undefined) all();
    else {
      due.add(id);
      wait();
    }
  });
  return {
    started: all,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      end();
    },
  };
}
