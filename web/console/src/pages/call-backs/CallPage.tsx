// One call, for the operator on the telephone: the script, what is read back, the code, and what the desk says.
import { type ReactElement, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { CallDetail } from '../../../../../src/server/features/call-backs/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { NotHere } from '../../app/NotHere.tsx';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DetailPage, Section } from '../../templates/DetailPage.tsx';
import { SideList } from '../../templates/SideList.tsx';
import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import type { Property } from '../../ui/Properties.tsx';
import { Time } from '../../ui/Time.tsx';
import { returnsPath, unitPath } from '../returns/unit-list.tsx';
import { UnitBadge } from '../returns/unit-words.tsx';
import './call-backs.css';
import { CallBadge, callPath, callSpec, callsPath } from './call-list.tsx';
import { EndDialog } from './EndDialog.tsx';
import { Unlock } from './Locked.tsx';
import { ReadBack } from './ReadBack.tsx';
import { Tries } from './Tries.tsx';

/** Calls are numbered; another address, or the desk's for who is none, is no call. */
export function CallPage(): ReactElement {
  const { call = '' } = useParams();
  return /^\d{1,9}$/.test(call) ? <OneCall /> : <NotHere />;
}

function OneCall(): ReactElement {
  const { election = '', call = '' } = useParams();
  const spec = useMemo(() => callSpec(election), [election]);
  const { data, isPending, error, refetch, dataUpdatedAt } = useRead<CallDetail>(callPath(election, Number(call)));
  const back = { to: callsPath(election), label: t('callBacks.back') };
  const list = <SideList spec={spec} current={call} label={t('callBacks.list')} />;
  if (data === undefined) {
    const retry = (): void => void refetch();
    return <DetailPage {...{ back, list, isPending, error, retry }} title={t('callBacks.column.call')} />;
  }
  return (
    <DetailPage
      back={back}
      list={list}
      title={t('callBacks.callOf', { call: data.call, name: data.unitName })}
      badges={<CallBadge state={data.state} />}
      about={t('callBacks.lineOf', { sheet: data.sheet, line: data.line })}
      actions={<End key={call} call={data} />}
      properties={propertiesOf(data)}
      asOf={dataUpdatedAt}
    >
      <Standing call={data} />
      {data.state === 'open' && <Running key={`${call} ${data.tries.length}`} call={data} />}
      <Section title={t('callBacks.tries')}>
        <Tries tries={data.tries} />
      </Section>
    </DetailPage>
  );
}

type Props = { readonly call: CallDetail };

function End({ call }: Props): ReactElement | null {
  const [asking, setAsking] = useState(false);
  const mayEnd = useMay('POST /elections/:election/call-backs/:call/end');
  if (!mayEnd || (call.state !== 'open' && call.state !== 'waiting')) return null;
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t('callBacks.end')}</Button>
      {asking && <EndDialog call={call} onClose={() => setAsking(false)} />}
    </>
  );
}

/** What it is now, in a sentence, told to readers when it changes. */
function Standing({ call }: Props): ReactElement {
  return (
    <div role="status" className="call-standing">
      <StandingText call={call} />
    </div>
  );
}

function StandingText({ call }: Props): ReactElement | null {
  const { state, election, contest, unit, triesLeft } = call;
  const left = t('callBacks.triesOf', { left: triesLeft });
  if (state === 'waiting')
    return (
      <div className="notice">
        <b>{t('callBacks.waiting')}</b>
        <span>{t('callBacks.waitingAbout')}</span>
        <Progress label={t('callBacks.waiting')} />
      </div>
    );
  if (state === 'confirmed')
    return (
      <div className="notice call-right">
        <b>{t('callBacks.confirmed')}</b>
        <span>{t('callBacks.confirmedAbout')}</span>
        <Link to={`${returnsPath(election)}/${unitPath(contest, unit)}`}>{t('callBacks.openUnit')}</Link>
      </div>
    );
  if (call.locked) return <LockedNotice call={call} />;
  if (state === 'locked')
    return (
      <div className="notice">
        <b>{t('callBacks.lockedOne')}</b>
        <span>{t('callBacks.lockedOpened')}</span>
      </div>
    );
  if (state === 'ended')
    return (
      <div className="notice">
        <b>{t('callBacks.ended')}</b>
        <span className="wrap-anywhere">{call.reason}</span>
      </div>
    );
  if (state !== 'open' || call.tries.at(-1)?.verdict !== 'wrong') return null;
  return (
    <div className="notice notice-warning">
      <b>{t('callBacks.wrong')}</b>
      <span>{t('callBacks.wrongAbout', { left })}</span>
    </div>
  );
}

const LockedNotice = ({ call }: Props): ReactElement => {
  const { contest, unit, unitName, unlock: waiting } = call;
  return (
    <div className="notice call-lost">
      <b>{t('callBacks.lockedOne')}</b>
      <span>{t('callBacks.lockedOneAbout')}</span>
      <Unlock election={call.election} unit={{ contest, unit, unitName, waiting }} />
    </div>
  );
};

/** The form keeps what was typed until the next code has its answer. */
function Running({ call }: Props): ReactElement {
  const mayTry = useMay('POST /elections/:election/call-backs/:call/tries');
  const { sheet, line, centreName: name } = call;
  return (
    <>
      <Section title={t('callBacks.script')}>
        <ol className="call-script">
          <li>{t('callBacks.script.call', { name })}</li>
          <li>{t('callBacks.script.line', { sheet, line })}</li>
          <li>{t('callBacks.script.read')}</li>
          <li>{t(`callBacks.script.code.${call.kind}`)}</li>
        </ol>
        <p className="muted">{t('callBacks.voices')}</p>
      </Section>
      {mayTry && <ReadBack call={call} />}
    </>
  );
}

const propertiesOf = (call: CallDetail): readonly Property[] => [
  { label: t('callBacks.triesLeft'), value: t('callBacks.triesOf', { left: call.triesLeft }) },
  { label: t('callBacks.column.centre'), value: call.centreName },
  { label: t('callBacks.unit'), value: <code>{call.unit}</code> },
  { label: t('callBacks.contest'), value: call.contestName },
  { label: t('callBacks.unitState'), value: <UnitBadge state={call.unitState} /> },
  { label: t('callBacks.column.kind'), value: t(`callBacks.kind.${call.kind}`) },
  { label: t('callBacks.column.by'), value: call.openedBy },
  { label: t('callBacks.column.opened'), value: <Time at={call.openedAt} /> },
];
