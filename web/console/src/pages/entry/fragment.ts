// The token of a one-time link stands after #, which no server sees; it is taken out of the address at once.
import { useState } from 'react';

export const readToken = (hash: string): string | undefined => {
  const token = hash.startsWith('#') ? hash.slice(1) : hash;
  return /^[\w-]{20,200}$/.test(token) ? token : undefined;
};

/** The token, read once. Loading the page again needs the link again. */
export function useFragmentToken(): string | undefined {
  const [token] = useState(() => {
    const found = readToken(location.hash);
    if (found !== undefined) history.replaceState(history.state, '', location.pathname);
    return found;
  });
  return token;
}
