// When this person last looked at the overview, kept in this browser.
import { useEffect, useState } from 'react';
import { prefix } from '../../app/place.ts';

const keyOf = (person: string): string => `pollwarden${prefix}:looked:${person}`;

function read(person: string): number | undefined {
  try {
    const kept = Number(localStorage.getItem(keyOf(person)));
    return Number.isFinite(kept) && kept > 0 ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** The time before this visit, milliseconds since 1970 UTC; undefined at the first. It is set when the page is left. */
export function useLastLook(person: string): number | undefined {
  const [before] = useState(() => read(person));
  useEffect(() => {
    const keep = (): void => {
      try {
        localStorage.setItem(keyOf(person), String(Date.now()));
      } catch {
        // A browser that keeps nothing: each look is the first.
      }
    };
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [person]);
  return before;
}
