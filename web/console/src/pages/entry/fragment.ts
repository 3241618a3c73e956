// The token of a one-time link stands after #, which no server sees; it is taken out of the address at once.
import { useEffect, useState } from 'react';

export const readToken = (hash: string): string | undefined => {
  const token = hash.startsWith('#') ? hash.slice(1) : hash;
  return /^[\w-]{20,200}$/.test(token) ? token : undefined;
};

/** The token, read once. Loading the page again needs the link again. */
export function useFragmentToken(): string | undefined {
  const [token] = useState(() => readToken(location.hash));
  useEffect(() => {
    if (token !== undefined) history.replaceState(history.state, '', location.pathname);
  }, [token]);
  return token;
}
