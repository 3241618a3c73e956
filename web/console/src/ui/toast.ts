// What was just done, for a few seconds, with the way to undo it.
import { useSyncExternalStore } from 'react';

export type ToastNote = {
  readonly id: number;
  readonly text: string;
  readonly undo?: { readonly label: string; readonly run: () => void };
};

let notes: readonly ToastNote[] = [];
let last = 0;
const watchers = new Set<() => void>();
const shownMilliseconds = 8000;

function show(next: readonly ToastNote[]): void {
  notes = next;
  for (const watcher of watchers) watcher();
}

export const dismissToast = (id: number): void => show(notes.filter((note) => note.id !== id));

/** Says that something is done. */
export function toast(text: string, undo?: ToastNote['undo']): void {
  const id = ++last;
  show([...notes.slice(-2), { id, text, undo }]);
  setTimeout(() => dismissToast(id), shownMilliseconds);
}

const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};
export const useToasts = (): readonly ToastNote[] => useSyncExternalStore(subscribe, () => notes);
