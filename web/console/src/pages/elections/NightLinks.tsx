// Ways from an election to its night: polling day, intake, plausibility, channels, release, as far as this server has them.
import type { ReactElement } from 'react';
import { t } from '../../messages/t.ts';
import { useHas, useMay } from '../../session/session.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { electionPath } from './election-list.tsx';

export function NightLinks({ election }: { readonly election: string }): ReactElement {
  const [hasPollingDay, hasChannels, hasRelease] = [useHas('pollingDay'), useHas('channels'), useHas('release')];
  const [hasIntake, hasBulletin] = [useHas('intake'), useHas('bulletin')];
  const mayLook = useMay('GET /elections/:election/plausibility');
  const path = electionPath(election);
  return (
    <>
      {hasPollingDay && <ButtonLink to={`${path}/polling-day`}>{t('pollday.title')}</ButtonLink>}
      {hasIntake && <ButtonLink to={`${path}/intake`}>{t('intake.title')}</ButtonLink>}
      {mayLook && <ButtonLink to={`${path}/plausibility`}>{t('plausibility.title')}</ButtonLink>}
      {hasChannels && <ButtonLink to={`${path}/channels`}>{t('channels.title')}</ButtonLink>}
      {hasRelease && <ButtonLink to={`${path}/release`}>{t('release.title')}</ButtonLink>}
      {hasBulletin && <ButtonLink to={`${path}/bulletin`}>{t('bulletin.title')}</ButtonLink>}
    </>
  );
}
