// What follows when somebody has come in: the session is asked for anew, and the home page opens.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { renewSession } from '../../session/session.ts';

export function useEnter(): () => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await renewSession(client);
    void navigate('/', { replace: true });
  };
}
