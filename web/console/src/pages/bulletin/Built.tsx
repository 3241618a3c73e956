// The newest bulletin on this server: a way to look at it, and to build it now.
import type { ReactElement } from 'react';
import type { BulletinAnswer } from '../../../../../src/server/features/bulletin/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Num } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Properties } from '../../ui/Properties.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';

export function Built({ bulletin: { election, built } }: { readonly bulletin: BulletinAnswer }): ReactElement {
  const mayBuild = useMay('POST /elections/:election/bulletin/build');
  const build = useChange(async () => {
    await send('POST', `${electionPath(election)}/bulletin/build`, {});
    toast(t('bulletin.builtToast'));
  }, ['/elections']);
  return (
    <div className="stack">
      {built === null ? (
        <p className="muted">{t('bulletin.notBuilt')}</p>
      ) : (
        <Properties
          items={[
            { label: t('bulletin.number'), value: <Num value={built.number} /> },
            { label: t('bulletin.entries'), value: <Num value={built.entries} /> },
            { label: t('bulletin.builtAt'), value: <Time at={built.at} /> },
          ]}
        />
      )}
      <div className="row">
        {built !== null && (
          <a className="button button-primary" href={built.address} target="_blank" rel="noreferrer">
            {t('bulletin.look')}
          </a>
        )}
        {mayBuild && (
          <Button busy={build.isPending} onPress={() => build.mutate(undefined)}>
            {t('bulletin.build')}
          </Button>
        )}
      </div>
      <Problem error={build.error} />
      <p className="muted">{t('bulletin.buildAbout')}</p>
    </div>
  );
}
