// What a person likes, kept in this browser for this person in this space: theme, density, keys, columns.
import { useSyncExternalStore } from 'react';
import { prefix } from './place.ts';
import { createWatchers } from './watchers.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];
type Preferences = {
  readonly theme: Theme;
  readonly density: Density;
  /** Keys without Ctrl, which a person who speaks to the machine may turn off. */
  readonly singleKeys: boolean;
  /** Columns that are shown, by page. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
};

const initial: Preferences = { theme: 'system', density: 'comfortable', singleKeys: true, columns: {} };
const keyOf = (person: string): string => `pollwarden${prefix}:${person}`;
/** Before anybody has signed in, the looks of who was here last. */
let person = 'last';
let current = read('last');
const { subscribe, tell } = createWatchers();

function read(who: string): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(who)) ?? '{}') as Partial<Preferences>;
    return {
      theme: themes.find((one) => one === kept.theme) ?? initial.theme,
      density: densities.find((one) => one === kept.density) ?? initial.density,
      singleKeys: kept.singleKeys !== false,
      columns: typeof kept.columns === 'object' && kept.columns !== null ? kept.columns : {},
    };
  } catch {
    return initial;
  }
}

const darkSystem = typeof matchMedia === 'undefined' ? undefined : matchMedia('(prefers-color-scheme: dark)');

/** Puts theme and density on the page. */
export function showPreferences(): void {
  const { theme, density } = current;
  const dark = theme === 'dark' || (theme === 'system' && darkSystem?.matches === true);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.documentElement.dataset.density = density;
}
darkSystem?.addEventListener('change', showPreferences);

function become(next: Preferences): void {
  current = next;
  showPreferences();
  tell();
}

/** Whose preferences hold from now on. */
export function usePreferencesOf(who: string): void {
  if (who === person) return;
  person = who;
  queueMicrotask(() =>
    become(localStorage.getItem(keyOf(who)) === null ? { ...read('last'), columns: {} } : read(who)),
  );
}

export function setPreferences(change: Partial<Preferences>): void {
  become({ ...current, ...change });
  try {
    localStorage.setItem(keyOf(person), JSON.stringify(current));
    localStorage.setItem(keyOf('last'), JSON.stringify({ theme: current.theme, density: current.density }));
  } catch {
    // A browser that keeps nothing: the choice holds for this tab.
  }
}

export const preferences = (): Preferences => current;
export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences);
