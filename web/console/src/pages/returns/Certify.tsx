// Propose that a contest be certified or reopened, approve or refuse as the second person: always about one digest.
import { type ReactElement, useState } from 'react';
import type { CertificationsView } from '../../../../../src/server/features/returns/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm, Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Checkbox } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { Time } from '../../ui/Time.tsx';
import { electionPath } from '../elections/election-list.tsx';
import { Hash } from '../elections/Hash.tsx';

type Contest = CertificationsView['contests'][number];
type Props = { readonly election: string; readonly contest: Contest };
const route = 'POST /elections/:election/certification';
const leastReason = 3;
/** More open units than the page holds are not named by ticking a box. */
const mostNamed = 500;

export function ProposeCertification({ election, contest }: Props): ReactElement | null {
  const [asking, setAsking] = useState(false);
  const mayPropose = useMay(route);
  if (!mayPropose || contest.units === 0) return null;
  const act = contest.certified ? 'reopen' : 'certify';
  const tooMany = act === 'certify' && contest.allOpen > mostNamed;
  return (
    <div className="row">
      <Button kind={act === 'certify' ? 'primary' : 'danger'} disabled={tooMany} onPress={() => setAsking(true)}>
        {t(`certification.${act}.propose`)}
      </Button>
      {tooMany && <span className="muted">{t('certification.tooManyOpen')}</span>}
      {asking && <ProposeDialog election={election} contest={contest} act={act} onClose={() => setAsking(false)} />}
    </div>
  );
}

type DialogProps = Props & { readonly act: 'certify' | 'reopen'; readonly onClose: () => void };

function ProposeDialog({ election, contest, act, onClose }: DialogProps): ReactElement {
  const [reason, setReason] = useState('');
  const [named, setNamed] = useState(false);
  // What the person saw when they opened it.
  const [open] = useState(contest.open);
  const blocked = act === 'certify' && open.length > 0;
  const propose = useChange(async () => {
    const except = blocked ? open.map(({ unit }) => unit) : [];
    const body = { step: 'propose', act, contest: contest.contest, reason, except };
    await send('POST', `${electionPath(election)}/certification`, body);
    toast(t('certification.proposed'));
    onClose();
  }, ['/elections']);
  return (
    <Dialog title={t(`certification.${act}.title`, { name: contest.name })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          propose.mutate(undefined);
        }}
      >
        <p>{t(`certification.${act}.text`)}</p>
        {act === 'certify' && contest.states.received > 0 && (
          <p className="notice notice-warning">{t('certification.oneChannel', { count: contest.states.received })}</p>
        )}
        {blocked && (
          <>
            <p className="notice notice-warning">{t('certification.blocked', { count: open.length })}</p>
            <Checkbox
              label={t('certification.nameThem', { count: open.length })}
              help={t('certification.nameThemHelp')}
              checked={named}
              onChange={setNamed}
            />
          </>
        )}
        <TextArea
          rows={3}
          label={t('certification.reason')}
          help={t('certification.reasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          required
        />
        <p className="dialog-undo">{t(`certification.${act}.undo`)}</p>
        <Problem error={propose.error} />
        <div className="row dialog-actions">
          <Button
            type="submit"
            kind="primary"
            busy={propose.isPending}
            disabled={reason.trim().length < leastReason || (blocked && !named)}
          >
            {t(`certification.${act}.propose`)}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type WaitingProps = Props & { readonly waiting: NonNullable<Contest['waiting']> };

export function WaitingCertification({ election, contest, waiting }: WaitingProps): ReactElement {
  const [asking, setAsking] = useState<'approve' | 'refuse'>();
  const mayDecide = useMay(route);
  const { mine, current } = waiting;
  return (
    <div className="stack-tight">
      <p>
        {t(`certification.${waiting.act}.waiting`, { name: waiting.proposedBy })} <Time at={waiting.proposedAt} />
      </p>
      <p className="wrap-anywhere">{waiting.reason}</p>
      {waiting.exceptions.length > 0 && <p>{t('certification.excepted', { count: waiting.exceptions.length })}</p>}
      <p className="muted">{t('certification.digest')}</p>
      <Hash hash={waiting.digest} label={t('certification.digest')} />
      {!current && <p className="notice notice-warning">{t('certification.changed')}</p>}
      {mine && <p className="muted">{t('certification.mine')}</p>}
      {mayDecide && (
        <div className="row">
          {!mine && (
            <Button kind="primary" disabled={!current} onPress={() => setAsking('approve')}>
              {t('certification.approve')}
            </Button>
          )}
          <Button kind="danger" onPress={() => setAsking('refuse')}>
            {t(mine ? 'certification.takeBack' : 'certification.refuse')}
          </Button>
        </div>
      )}
      {asking !== undefined && (
        <Decide
          election={election}
          contest={contest}
          waiting={waiting}
          verb={asking}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}

type DecideProps = WaitingProps & { readonly verb: 'approve' | 'refuse'; readonly onClose: () => void };

function Decide({ election, contest, waiting, verb, onClose }: DecideProps): ReactElement {
  // About what stood on the screen when it was opened: the server refuses where that is another by now.
  const [{ digest, act }] = useState(waiting);
  const decide = useChange(async () => {
    const body = { step: 'decide', contest: contest.contest, approve: verb === 'approve', digest };
    await send('POST', `${electionPath(election)}/certification`, body);
    toast(t(verb === 'approve' ? `certification.${act}.done` : `certification.${act}.refused`));
    onClose();
  }, ['/elections']);
  return (
    <Confirm
      danger={verb === 'refuse'}
      title={t(`certification.${verb}Title`, { name: contest.name })}
      undo={t(`certification.${verb}Undo`)}
      action={t(`certification.${verb}`)}
      busy={decide.isPending}
      error={decide.error}
      onConfirm={() => decide.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t(`certification.${act}.text`)}</p>
      <Hash hash={digest} label={t('certification.digest')} />
    </Confirm>
  );
}
