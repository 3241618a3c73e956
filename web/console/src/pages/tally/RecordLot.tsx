// Records a lot as it was drawn: which options, how, by whom and before whom, as roles and never as names.
import { type ReactElement, useState } from 'react';
import type { SeatsView } from '../../../../../src/server/features/tally/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Checkbox } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';

type Props = {
  readonly seats: SeatsView;
  readonly needed: NonNullable<SeatsView['lotsNeeded']>;
  readonly onClose: () => void;
};

/** "2026-06-08T01:20" as this machine's clock has it now. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function RecordLotDialog({ seats, needed, onClose }: Props): ReactElement {
  // What the person saw when they opened it: the server refuses where the votes are others by now.
  const [{ basis, step, among, seats: places }] = useState(needed);
  const [drawn, setDrawn] = useState<readonly string[]>([]);
  const [how, setHow] = useState('');
  const [drawnBy, setDrawnBy] = useState('');
  const [witnesses, setWitnesses] = useState('');
  const [at, setAt] = useState(localNow);
  const roles = witnesses
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const record = useChange(async () => {
    await send('POST', `${electionPath(seats.election)}/lots`, {
      step: 'record',
      contest: seats.contest,
      confirmedOnly: seats.confirmedOnly,
      atStep: step,
      basis,
      drawn,
      how,
      drawnBy,
      witnesses: roles,
      drawnAt: new Date(at).getTime(),
    });
    toast(t('tally.lot.recorded'));
    onClose();
  }, ['/elections']);
  const ready = drawn.length === places && how.trim().length > 2 && drawnBy.trim().length > 1 && roles.length > 0;
  return (
    <Dialog wide title={t('tally.lot.recordTitle', { name: seats.contestName })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          record.mutate(undefined);
        }}
      >
        <p>{needed.words}</p>
        <fieldset className="tally-drawn">
          <legend>{t('tally.lot.drawn', { count: places })}</legend>
          {among.map(({ option, name }) => (
            <Checkbox
              key={option}
              label={name}
              checked={drawn.includes(option)}
              disabled={!drawn.includes(option) && drawn.length >= places}
              onChange={(on) => setDrawn(on ? [...drawn, option] : drawn.filter((one) => one !== option))}
            />
          ))}
        </fieldset>
        <Field label={t('tally.lot.how')} help={t('tally.lot.howHelp')} value={how} onChange={setHow} maxLength={500} />
        <Field
          label={t('tally.lot.drawnBy')}
          help={t('tally.lot.rolesHelp')}
          value={drawnBy}
          onChange={setDrawnBy}
          maxLength={120}
        />
        <TextArea
          rows={3}
          label={t('tally.lot.witnesses')}
          help={t('tally.lot.witnessesHelp')}
          value={witnesses}
          onChange={setWitnesses}
          maxLength={2000}
        />
        <Field type="datetime-local" label={t('tally.lot.at')} value={at} onChange={setAt} required />
        <p className="dialog-undo">{t('tally.lot.recordUndo')}</p>
        <Problem error={record.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={record.isPending} disabled={!ready}>
            {t('tally.lot.record')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
