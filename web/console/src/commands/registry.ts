// The one registry of commands: it drives the keys, the palette and the sheet of shortcuts.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { createWatchers } from '../app/watchers.ts';

export type CommandScope = 'everywhere' | 'goTo' | 'list' | 'page';
export type Command = {
  readonly id: string;
  /** Verb and noun, as the palette shows it. */
  readonly title: string;
  readonly scope: CommandScope;
  /** As in keys.ts. */
  readonly keys?: string;
  /** Other words that find it in the palette. */
  readonly words?: string;
  /** Not in the palette: moves within a list. */
  readonly keysOnly?: boolean;
  readonly run: () => void;
};

type Entry = { readonly owner: symbol; readonly commands: readonly Command[] };
let entries: readonly Entry[] = [];
let flat: readonly Command[] = [];
const { subscribe, tell } = createWatchers();

function become(next: readonly Entry[]): void {
  entries = next;
  flat = next.flatMap(({ commands }) => commands);
  tell();
}

/** All that apply now; later ones win a key. */
export const currentCommands = (): readonly Command[] => flat;

export const useCurrentCommands = (): readonly Command[] => useSyncExternalStore(subscribe, currentCommands);

/** Registers commands while the component is shown. Each runs its newest function, so nothing needs to be memoised. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shape = JSON.stringify(
    commands.map(({ id, title, scope, keys, words, keysOnly }) => [id, title, scope, keys, words, keysOnly]),
  );
  useEffect(() => {
    const owner = Symbol('commands');
    const held = latest.current.map((command) => ({
      ...command,
      run: (): void => latest.current.find(({ id }) => id === command.id)?.run(),
    }));
    become([...entries, { owner, commands: held }]);
    return () => become(entries.filter((entry) => entry.owner !== owner));
  }, [shape]);
}
