// Who is signed in, and what they may do: by the server's own table of access, so that nothing is offered and refused.
import { type QueryClient, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { accessTable } from '../../../../src/server/access.ts';
import type { SessionAnswer } from '../../../../src/server/features/accounts/schemas.ts';
import { get } from '../api/client.ts';
import type { Failure } from '../api/failure.ts';

export type SignedIn = NonNullable<SessionAnswer['signedIn']>;

export const sessionKey = ['/session'] as const;
export const useSessionAnswer = () =>
  useQuery<SessionAnswer, Failure>({
    queryKey: sessionKey,
    queryFn: async () => await get<SessionAnswer>('/session'),
    staleTime: 60_000,
  });

/** Asks anew who is signed in, and forgets what was read as somebody else. */
export async function renewSession(client: QueryClient): Promise<void> {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  await client.refetchQueries({ queryKey: sessionKey });
}

export type SessionContext = { readonly answer: SessionAnswer; readonly signedIn: SignedIn };
export const sessionContext = createContext<SessionContext | undefined>(undefined);

/** Only below a signed-in page. */
export function useSession(): SessionContext {
  const context = useContext(sessionContext);
  if (context === undefined) throw new Error('useSession is used outside a signed-in page');
  return context;
}

export function may({ signedIn }: Pick<SessionContext, 'signedIn'>, route: string): boolean {
  const access = accessTable[route];
  if (access === undefined) return false;
  return access === 'public' || access === 'session' || access.includes(signedIn.role);
}

/** Whether the signed-in person may call a route, named as in src/server/access.ts: 'PATCH /findings/:id'. */
export const useMay = (route: string): boolean => may(useSession(), route);
/** Whether this server has a part: 'findings', 'lake', and so on. */
export const useHas = (feature: string): boolean => useSession().answer.features.includes(feature);
