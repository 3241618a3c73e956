// What follows when somebody has come in: the session is asked for anew. Who signs in stays at the address they wanted;
// who came by a one-time link goes home.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { renewSession } from '../../session/session.ts';

export function useEnter(where: 'stay' | 'home'): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await renewSession(client);
    if (where === 'home') void navigate('/', { replace: true });
  };
}
