// The token of a one-time link stands after #, which no server sees; it is taken out of the address at once.
import { useEffect, useState } from 'react';

export const readToken = (hash: string): string | undefined => {
  const token = hash.startsWith('#') ? hash.slice(1) : hash;
  return /^[\w-]{20,200}$/.test(token) ? token : undefined;
};

/** The token, also of a link that is pasted into the address line of this page. Loading again needs the link again. */
export function useFragmentToken(): string | undefined {
  const [token, setToken] = useState(() => readToken(location.hash));
  useEffect(() => {
    const take = (): void => {
      if (location.hash === '') return;
      setToken(readToken(location.hash));
      history.replaceState(history.state, '', location.pathname);
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}
