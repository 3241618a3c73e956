// What the centre reads out, group by group with its control sum, and the code at the end: a slip is told before it is sent.
import { type ReactElement, useState } from 'react';
import { readCode } from '../../../../../src/results/codes/confirmation.ts';
import type { CallDetail } from '../../../../../src/server/features/call-backs/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { callPath } from './call-list.tsx';
import { GroupTable } from './GroupTable.tsx';
import { brokenChecks, differing, type Heard, keepHeard, keptHeard, type Reading, readingOf } from './read-back.ts';

const digitsIn = (code: string): number => code.replaceAll(/\D/g, '').length;

export function ReadBack({ call }: { readonly call: CallDetail }): ReactElement {
  const [heard, setHeard] = useState<Heard>(() => keptHeard(call));
  const hear = (key: string, text: string): void => {
    const now = { ...heard, [key]: text };
    setHeard(now);
    keepHeard(call, now);
  };
  const reading = readingOf(call.groups, heard);
  return (
    <>
      <Section title={t('callBacks.readBack')}>
        <div className="stack">
          <p>{introOf(call)}</p>
          {call.groups.map((group) => (
            <GroupTable key={group.group} group={group} heard={heard} blind={call.kind === 'plain'} onHeard={hear} />
          ))}
        </div>
      </Section>
      <CodeSection call={call} reading={reading} differing={differing(call.groups, heard)} />
    </>
  );
}

function introOf({ kind, expectedFrom, tries }: CallDetail): string {
  if (kind === 'plain' || expectedFrom === null || tries.length > 0) return t('callBacks.readBackTyped');
  return t('callBacks.readBackPrefilled', { channel: channelText(expectedFrom) });
}

const channelText = (channel: string): string =>
  t(
    channel === 'official'
      ? 'callBacks.expected.official'
      : channel === 'backup'
        ? 'callBacks.expected.backup'
        : 'callBacks.expected.observer',
  );

type CodeProps = { readonly call: CallDetail; readonly reading: Reading; readonly differing: number };

function CodeSection({ call, reading, differing: count }: CodeProps): ReactElement {
  const [code, setCode] = useState('');
  const hand = useChange(async () => {
    if (!('totals' in reading)) return;
    await send('POST', `${callPath(call.election, call.call)}/tries`, { totals: reading.totals, code });
    keepHeard(call, undefined);
    toast(t('callBacks.handedIn'));
  }, ['/elections']);
  const broken = brokenChecks(call, reading);
  const slip = digitsIn(code) >= 7 && readCode(code) === undefined;
  return (
    <Section title={t('callBacks.code')} tools={t('callBacks.triesOf', { left: call.triesLeft })}>
      <form
        className="stack call-code"
        onSubmit={(event) => {
          event.preventDefault();
          hand.mutate(undefined);
        }}
      >
        {count > 0 && <p className="notice notice-warning">{t('callBacks.differing', { count })}</p>}
        {broken.length > 0 && (
          <div className="notice notice-warning">
            <span>{t('callBacks.broken')}</span>
            {broken.map((label) => (
              <span key={label}>{label}</span>
            ))}
          </div>
        )}
        {'unfinished' in reading && (
          <p className="notice">
            {reading.unfinished === ''
              ? t('callBacks.noGroup')
              : t('callBacks.groupPart', { group: reading.unfinished })}
          </p>
        )}
        <Field
          label={t('callBacks.code')}
          help={t('callBacks.codeHelp')}
          {...(slip ? { problem: t('callBacks.codeSlip') } : {})}
          value={code}
          onChange={setCode}
          mono
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
        />
        <Problem error={hand.error} />
        <div className="row">
          <Button
            type="submit"
            kind="primary"
            busy={hand.isPending}
            disabled={readCode(code) === undefined || !('totals' in reading)}
          >
            {t('callBacks.handIn')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
