// What was just done, for a few seconds, with the way to undo it.
import { useSyncExternalStore } from 'react';
import { createWatchers } from '../app/watchers.ts';

export type ToastNote = {
  readonly id: number;
  readonly text: string;
  readonly undo?: { readonly label: string; readonly run: () => void };
};

let notes: readonly ToastNote[] = [];
let last = 0;
const { subscribe, tell } = createWatchers();
const shownMilliseconds = 8000;

function show(next: readonly ToastNote[]): void {
  notes = next;
  tell();
}

export const dismissToast = (id: number): void => show(notes.filter((note) => note.id !== id));

/** Says that something is done. */
export function toast(text: string, undo?: ToastNote['undo']): void {
  const id = ++last;
  show([...notes.slice(-2), { id, text, undo }]);
  setTimeout(() => dismissToast(id), shownMilliseconds);
}

export const useToasts = (): readonly ToastNote[] => useSyncExternalStore(subscribe, () => notes);
