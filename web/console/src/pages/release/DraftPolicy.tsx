// Drafting a release policy: embargo, level of detail, one channel or two, contests.
import { type ReactElement, useState } from 'react';
import { details, flows } from '../../../../../src/results/release/policy.ts';
import type { ReleaseAnswer } from '../../../../../src/server/features/release/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Checkbox, Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';

type Props = { readonly release: ReleaseAnswer };

export function DraftPolicy({ release }: Props): ReactElement {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind={release.policy === null ? 'primary' : 'plain'} onPress={() => setAsking(true)}>
        {t(release.policy === null ? 'release.draft' : 'release.draftNew')}
      </Button>
      {asking && <Draft release={release} onClose={() => setAsking(false)} />}
    </>
  );
}

type EmbargoText = {
  readonly kind: 'instant' | 'calendar';
  readonly at: string;
  readonly fingerprint: string;
  readonly calendar: string;
};
const noEmbargo: EmbargoText = { kind: 'instant', at: '', fingerprint: '', calendar: '' };

/** Undefined where the calendar is not JSON. */
function embargoOf({ kind, at, fingerprint, calendar }: EmbargoText): unknown {
  if (kind === 'instant') return { kind, at: at.trim() };
  try {
    return { kind, fingerprint: fingerprint.trim().toLowerCase(), calendar: JSON.parse(calendar) as unknown };
  } catch {
    return undefined;
  }
}

function Draft({ release, onClose }: Props & { readonly onClose: () => void }): ReactElement {
  const { election, contests, policy } = release;
  const [embargo, setEmbargo] = useState(noEmbargo);
  const [detail, setDetail] = useState(policy?.detail ?? 'units');
  const [flow, setFlow] = useState(policy?.flow ?? 'twoConfirm');
  const [chosen, setChosen] = useState<readonly string[]>((policy?.contests ?? contests).map(({ id }) => id));
  const value = embargoOf(embargo);
  const save = useChange(async () => {
    const body = { format: 'pollwarden-release-policy/1', election, embargo: value, detail, flow, contests: chosen };
    await send('POST', `${electionPath(election)}/release/policies`, { policy: body });
    toast(t('release.drafted'));
    onClose();
  }, ['/elections']);
  const choices = <V extends string>(key: 'detail' | 'flow', values: readonly V[]) =>
    values.map((one) => ({ value: one, label: t(`release.${key}.${one}` as 'release.detail.units') }));
  return (
    <Dialog wide title={t('release.draftTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <p>{t('release.draftText')}</p>
        <EmbargoFields embargo={embargo} zone={release.timeZone} onChange={setEmbargo} bad={value === undefined} />
        <Select label={t('release.detail')} value={detail} choices={choices('detail', details)} onChange={setDetail} />
        <Select label={t('release.flow')} value={flow} choices={choices('flow', flows)} onChange={setFlow} />
        <fieldset className="stack-tight">
          <legend>{t('release.contests')}</legend>
          {contests.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={chosen.includes(id)}
              onChange={(on) => setChosen(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
            />
          ))}
        </fieldset>
        <Problem error={save.error} />
        <div className="row dialog-actions">
          <Button
            type="submit"
            kind="primary"
            busy={save.isPending}
            disabled={value === undefined || chosen.length === 0 || (embargo.kind === 'instant' && embargo.at === '')}
          >
            {t('release.draftSave')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type EmbargoProps = {
  readonly embargo: EmbargoText;
  readonly zone: string;
  readonly bad: boolean;
  readonly onChange: (embargo: EmbargoText) => void;
};

const EmbargoFields = ({ embargo, zone, bad, onChange }: EmbargoProps): ReactElement => (
  <>
    <Select
      label={t('release.embargoKind')}
      value={embargo.kind}
      choices={[
        { value: 'instant', label: t('release.embargoKindInstant') },
        { value: 'calendar', label: t('release.embargoKindCalendar') },
      ]}
      onChange={(kind) => onChange({ ...embargo, kind })}
    />
    {embargo.kind === 'instant' ? (
      <Field
        mono
        required
        label={t('release.embargoAt')}
        help={t('release.embargoAtHelp', { zone })}
        value={embargo.at}
        onChange={(at) => onChange({ ...embargo, at })}
      />
    ) : (
      <>
        <TextArea
          mono
          rows={6}
          label={t('release.calendar')}
          help={t('release.calendarHelp')}
          {...(bad && embargo.calendar !== '' ? { problem: t('release.calendarBad') } : {})}
          value={embargo.calendar}
          onChange={(calendar) => onChange({ ...embargo, calendar })}
        />
        <Field
          mono
          label={t('release.fingerprintOf')}
          value={embargo.fingerprint}
          onChange={(fingerprint) => onChange({ ...embargo, fingerprint })}
        />
      </>
    )}
  </>
);
