// The home of a space in which nothing has happened yet: what to do first, as far as this server and role have it.
import type { ReactElement } from 'react';
import { t } from '../messages/t.ts';
import { may, type SessionContext, useSession } from '../session/session.ts';
import { Badge } from '../ui/Badge.tsx';
import { ButtonLink } from '../ui/Button.tsx';

type StepName = 'calendar' | 'watchlist' | 'source' | 'people';
type Step = { readonly name: StepName; readonly to: string; readonly feature: string; readonly needs: string };

const steps: readonly Step[] = [
  { name: 'calendar', to: '/calendar', feature: 'watchlists', needs: 'PUT /calendar' },
  { name: 'watchlist', to: '/watchlists', feature: 'watchlists', needs: 'POST /watchlists' },
  { name: 'source', to: '/sources', feature: 'sources', needs: 'POST /sources' },
  { name: 'people', to: '/invitations', feature: 'accounts', needs: 'POST /invitations' },
];
const most = 3;

const stepsFor = (context: SessionContext): readonly Step[] =>
  steps.filter(({ feature, needs }) => context.answer.features.includes(feature) && may(context, needs)).slice(0, most);

/** `done` names the steps that are done already. */
export function FirstSteps({ done }: { readonly done: readonly StepName[] }): ReactElement | null {
  const own = stepsFor(useSession());
  if (own.length === 0) return null;
  return (
    <section className="first-steps">
      <h2>{t('app.firstSteps')}</h2>
      <p className="muted">{t('app.firstStepsAbout')}</p>
      <ol>
        {own.map(({ name, to }) => (
          <li key={name}>
            <div>
              <h3>{t(`app.step.${name}`)}</h3>
              <p>{t(`app.step.${name}About`)}</p>
            </div>
            {done.includes(name) ? (
              <Badge tone="ok">{t('app.firstStepDone')}</Badge>
            ) : (
              <ButtonLink to={to}>{t(`app.step.${name}Action`)}</ButtonLink>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
