// What a person does with a finding: a decision with its reason, an assignment, a note.
import { type ReactElement, useState } from 'react';
import { needsReason } from '../../../../../src/findings/states.ts';
import type { FindingChange, FindingDetail } from '../../../../../src/server/features/findings/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { codeOf } from '../../api/failure.ts';
import { t } from '../../messages/t.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm, Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { useColleagues } from './colleagues.ts';
import { Foreign, plainly } from './Foreign.tsx';

type Props = { readonly finding: FindingDetail; readonly onClose: () => void };

const pathOf = ({ id }: FindingDetail): string => `/findings/${encodeURIComponent(id)}`;

export const useFindingChange = (finding: FindingDetail) =>
  useChange(async (change: FindingChange) => await send('PATCH', pathOf(finding), change), ['/findings']);

export function ChangeState({ finding, to, onClose }: Props & { readonly to: FindingDetail['state'] }): ReactElement {
  const [reason, setReason] = useState('');
  const change = useFindingChange(finding);
  const wanted = needsReason(finding.state, to);
  const [missing, setMissing] = useState(false);
  const confirm = (): void => {
    if (wanted && reason.trim() === '') return setMissing(true);
    const body = {
      state: to,
      expectedState: finding.state,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    };
    return change.mutate(body, { onSuccess: onClose });
  };
  return (
    <Confirm
      title={t(`findings.changeTitle.${to}`)}
      action={t(`findings.change.${to}`)}
      undo={t('findings.changeUndo')}
      busy={change.isPending}
      error={change.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>
        <b>
          <Foreign text={finding.title} />
        </b>
      </p>
      <p>{t('findings.changeAbout')}</p>
      <TextArea
        label={t('findings.reason')}
        help={t('findings.reasonHelp')}
        value={reason}
        onChange={setReason}
        maxLength={4000}
        required={wanted}
        {...(missing && reason.trim() === '' ? { problem: t('findings.reasonHelp') } : {})}
      />
      {change.error !== null && codeOf(change.error) === 'CONFLICT' && <p>{t('findings.changeConflict')}</p>}
    </Confirm>
  );
}

export function Assign({ finding, onClose }: Props): ReactElement {
  const me = useSession().signedIn.id;
  const people = useColleagues();
  const [to, setTo] = useState(finding.assignedTo ?? me);
  const change = useFindingChange(finding);
  const choices = [
    { value: '', label: t('findings.nobody') },
    ...people.map(({ id, name }) => ({
      value: id,
      label: id === me ? t('findings.assignMe', { name: plainly(name, 60) }) : plainly(name, 60),
    })),
  ];
  return (
    <Dialog title={t('findings.assignTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { assignedTo: to === '' ? null : to },
            {
              onSuccess: () => {
                toast(t('findings.assignDone'));
                onClose();
              },
            },
          );
        }}
      >
        <p>
          <Foreign text={finding.title} />
        </p>
        <Select
          label={t('findings.assignTo')}
          value={to}
          choices={choices}
          onChange={setTo}
          help={t('findings.assignAbout')}
        />
        <Problem error={change.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={change.isPending}>
            {t('findings.assign')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

export function AddNote({ finding, onClose }: Props): ReactElement {
  const [text, setText] = useState('');
  const add = useChange(
    async (body: { text: string }) => await send('POST', `${pathOf(finding)}/notes`, body),
    ['/findings'],
  );
  return (
    <Dialog title={t('findings.noteTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate(
            { text: text.trim() },
            {
              onSuccess: () => {
                toast(t('findings.noteDone'));
                onClose();
              },
            },
          );
        }}
      >
        <TextArea
          label={t('findings.noteText')}
          help={t('findings.noteHelp')}
          value={text}
          onChange={setText}
          maxLength={10_000}
          rows={6}
          required
        />
        <Problem error={add.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={add.isPending} disabled={text.trim() === ''}>
            {t('findings.addNote')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
