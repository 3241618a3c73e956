// Decides what is shown at all: a page for everybody, set-up, sign-in, or the console of whoever is signed in.
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useEffect } from 'react';
import { Route, Routes } from 'react-router';
import { onFailure } from '../api/client.ts';
import { startLive } from '../api/live.ts';
import { Entry } from '../pages/entry/Entry.tsx';
import { renewSession, sessionContext, useSessionAnswer } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { t } from '../messages/t.ts';
import { PageRoutes, publicPages } from './routes.tsx';
import { Shell } from './Shell.tsx';

// Whoever is signed in does not need the pages before it.
const SignIn = lazy(async () => ({ default: (await import('../pages/entry/SignIn.tsx')).SignIn }));
const SetUpNeeded = lazy(async () => ({ default: (await import('../pages/entry/SetUpNeeded.tsx')).SetUpNeeded }));

export function App(): ReactElement {
  const client = useQueryClient();
  useEffect(
    () =>
      onFailure(({ code }) => {
        if (code === 'NOT_SIGNED_IN') void renewSession(client);
      }),
    [client],
  );
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Routes>
        {publicPages.map(({ path, Page }) => (
          <Route key={path} path={path} element={<Page />} />
        ))}
        <Route path="*" element={<Gate />} />
      </Routes>
    </Suspense>
  );
}

function Gate(): ReactElement {
  const client = useQueryClient();
  const { data: answer, error, refetch } = useSessionAnswer();
  const id = answer?.signedIn?.id;
  useEffect(() => (id === undefined ? undefined : startLive(client)), [client, id]);
  if (answer === undefined) {
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <Entry title={t('app.name')}>
        <Problem error={error}>
          <Button onPress={() => void refetch()}>{t('common.tryAgain')}</Button>
        </Problem>
      </Entry>
    );
  }
  if (answer.setupNeeded) return <SetUpNeeded answer={answer} />;
  const { signedIn } = answer;
  if (signedIn === null) return <SignIn answer={answer} />;
  return (
    <sessionContext.Provider value={{ answer, signedIn }}>
      <Shell>
        <PageRoutes />
      </Shell>
    </sessionContext.Provider>
  );
}
