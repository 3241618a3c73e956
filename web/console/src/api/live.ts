// One stream of server-sent events for the tab: what changed on the server is asked for again, at most once a second.
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Topic } from '../../../../src/server/hub.ts';
import { apiUrl } from '../app/place.ts';
import { createWatchers } from '../app/watchers.ts';
import { isAbout, liveTopics } from './topics.ts';

export type LiveState = 'off' | 'connecting' | 'live' | 'reconnecting';

let state: LiveState = 'off';
const { subscribe, tell } = createWatchers();

function become(next: LiveState): void {
  if (state === next) return;
  state = next;
  tell();
}

export const useLiveState = (): LiveState => useSyncExternalStore(subscribe, () => state);

const mostOftenMilliseconds = 1000;
const comeBackMilliseconds = 3000;

/** Opens the stream; answers with the function that closes it. */
export function startLive(client: QueryClient): () => void {
  let source: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Map<Topic, ReturnType<typeof setTimeout>>();
  const refresh = (topic: Topic): void => {
    if (waiting.has(topic)) return;
    const run = (): void => {
      waiting.delete(topic);
      void client.invalidateQueries({ predicate: ({ queryKey }) => isAbout(queryKey[0], topic) });
    };
    waiting.set(topic, setTimeout(run, mostOftenMilliseconds));
  };
  const open = (): void => {
    const wasOpen = state === 'reconnecting';
    source = new EventSource(apiUrl('/events'));
    become(wasOpen ? 'reconnecting' : 'connecting');
    source.addEventListener('listening', () => {
      // What happened while nobody listened is not told again.
      if (state === 'reconnecting') void client.invalidateQueries();
      become('live');
    });
    // The session has ended, or its role is another one by now: who is signed in is asked anew.
    const askWho = (): void => void client.invalidateQueries({ queryKey: ['/session'] });
    source.addEventListener('ended', askWho);
    source.addEventListener('error', () => {
      become('reconnecting');
      if (source?.readyState !== EventSource.CLOSED) return;
      askWho();
      again = setTimeout(open, comeBackMilliseconds);
    });
    for (const topic of liveTopics) {
      source.addEventListener(topic, () => refresh(topic));
    }
  };
  open();
  return () => {
    source?.close();
    clearTimeout(again);
    for (const timer of waiting.values()) clearTimeout(timer);
    become('off');
  };
}
