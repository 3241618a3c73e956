// The steps that take two persons: approve, start, resume; always about the policy whose hash stands on the screen.
import { type ReactElement, useState } from 'react';
import type { ReleaseAnswer } from '../../../../../src/server/features/release/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Dialog.tsx';
import { utcText } from '../../ui/time-text.ts';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';
import { Hash } from '../elections/Hash.tsx';

type Verb = 'propose' | 'approve' | 'proposeStart' | 'start' | 'proposeResume' | 'resume';

const verbOf: Readonly<Partial<Record<ReleaseAnswer['state'], Verb>>> = {
  drafted: 'propose',
  proposed: 'approve',
  approved: 'proposeStart',
  startProposed: 'start',
  held: 'proposeResume',
  resumeProposed: 'resume',
};
const pathOf: Readonly<Record<Verb, 'approval' | 'start' | 'resumption'>> = {
  propose: 'approval',
  approve: 'approval',
  proposeStart: 'start',
  start: 'start',
  proposeResume: 'resumption',
  resume: 'resumption',
};

export function Steps({ release }: { readonly release: ReleaseAnswer }): ReactElement | null {
  const [asking, setAsking] = useState<{ readonly verb: Verb; readonly agree: boolean }>();
  const mayDecide = useMay('POST /elections/:election/release/start');
  const verb = verbOf[release.state];
  if (verb === undefined && asking === undefined) return null;
  return (
    <>
      {verb !== undefined && mayDecide && (
        <>
          {!release.own && (
            <Button kind="primary" onPress={() => setAsking({ verb, agree: true })}>
              {t(`release.${verb}`)}
            </Button>
          )}
          {release.waitsAfter !== null && (
            <Button onPress={() => setAsking({ verb, agree: false })}>{t('release.refuse')}</Button>
          )}
        </>
      )}
      {release.waitsAfter !== null && (
        <span className="muted">
          {release.own ? t('release.waitsOwn') : t('release.waits', { name: release.waitsAfter })}
        </span>
      )}
      {asking !== undefined && <Ask release={release} {...asking} onClose={() => setAsking(undefined)} />}
    </>
  );
}

type AskProps = {
  readonly release: ReleaseAnswer;
  readonly verb: Verb;
  readonly agree: boolean;
  readonly onClose: () => void;
};

function Ask({ release, verb, agree, onClose }: AskProps): ReactElement {
  const { election, policy, waitsAfter, clock } = release;
  const hash = policy?.hash ?? '';
  const act = useChange(async () => {
    await send('POST', `${electionPath(election)}/release/${pathOf[verb]}`, { hash, agree });
    toast(t('release.done'));
    onClose();
  }, ['/elections']);
  const words = agree ? verb : 'refuse';
  const showsClock = agree && verb !== 'propose' && verb !== 'approve';
  return (
    <Confirm
      title={t(`release.${words}Title`)}
      undo={t(`release.${words}Undo`)}
      action={t(`release.${words}`)}
      busy={act.isPending}
      error={act.error}
      onConfirm={() => act.mutate(undefined)}
      onClose={onClose}
    >
      <p>{agree ? t(`release.${verb}Text`) : t('release.refuseText', { name: waitsAfter ?? '' })}</p>
      {showsClock && (
        <p>
          <b>{t('release.clockNow', { time: utcText(clock.now) })}</b>
        </p>
      )}
      <Hash hash={hash} label={t('release.policyHash')} />
    </Confirm>
  );
}
