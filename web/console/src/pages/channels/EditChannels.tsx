// Entering what the channels depend on: a name, a role and lines for each.
import { type ReactElement, useState } from 'react';
import {
  type ChannelEntry,
  type ChannelRole,
  channelRoles,
  dependencyKinds,
} from '../../../../../src/results/independence/independence.ts';
import type { ChannelsAnswer } from '../../../../../src/server/features/channels/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';
import { dependenciesOf, linesOf } from './channel-lines.ts';

type Row = { readonly id: string; readonly name: string; readonly role: ChannelRole; readonly lines: string };

const mostChannels = 12;

function newRow(rows: readonly Row[]): Row {
  let number = rows.length + 1;
  while (rows.some(({ id }) => id === `channel-${number}`)) number++;
  return { id: `channel-${number}`, name: '', role: 'backup', lines: '' };
}

/** Undefined where a line cannot be read or a name is missing. */
function entriesOf(rows: readonly Row[]): readonly ChannelEntry[] | undefined {
  const entries: ChannelEntry[] = [];
  for (const { id, name, role, lines } of rows) {
    const dependencies = dependenciesOf(lines);
    if (typeof dependencies === 'number' || name.trim() === '') return undefined;
    entries.push({ id, name: name.trim(), role, dependencies });
  }
  return entries;
}

type Props = { readonly answer: ChannelsAnswer; readonly onClose: () => void };

export function EditChannels({ answer: { election, version, entered }, onClose }: Props): ReactElement {
  const [rows, setRows] = useState<readonly Row[]>(() => {
    const known = entered.channels.map(({ id, name, role, dependencies }) => ({
      ...{ id, name, role },
      lines: linesOf(dependencies),
    }));
    return known.length === 0 ? [{ ...newRow([]), role: 'official' }] : known;
  });
  const entries = entriesOf(rows);
  const save = useChange(async () => {
    await send('PUT', `${electionPath(election)}/channels`, { channels: entries, expected: version });
    toast(t('channels.saved'));
    onClose();
  }, ['/elections']);
  const change = (at: number, next: Row): void => setRows(rows.map((row, i) => (i === at ? next : row)));
  return (
    <Dialog wide title={t('channels.editTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (entries !== undefined) save.mutate(undefined);
        }}
      >
        <p>{t('channels.editText', { kinds: dependencyKinds.join(', ') })}</p>
        {rows.map((row, i) => (
          <OneChannel
            key={row.id}
            number={i + 1}
            row={row}
            onChange={(next) => change(i, next)}
            onRemove={() => setRows(rows.filter((_, at) => at !== i))}
          />
        ))}
        {rows.length < mostChannels && (
          <div>
            <Button onPress={() => setRows([...rows, newRow(rows)])}>{t('channels.add')}</Button>
          </div>
        )}
        <Problem error={save.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={save.isPending} disabled={entries === undefined}>
            {t('channels.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type OneProps = {
  readonly number: number;
  readonly row: Row;
  readonly onChange: (row: Row) => void;
  readonly onRemove: () => void;
};

function OneChannel({ number, row, onChange, onRemove }: OneProps): ReactElement {
  const read = dependenciesOf(row.lines);
  return (
    <fieldset className="stack-tight channels-edit">
      <legend>{t('channels.channelNumber', { number })}</legend>
      <Field
        label={t('channels.name')}
        value={row.name}
        maxLength={120}
        onChange={(name) => onChange({ ...row, name })}
      />
      <Select
        label={t('channels.role')}
        value={row.role}
        choices={channelRoles.map((value) => ({ value, label: t(`channels.role.${value}`) }))}
        onChange={(role) => onChange({ ...row, role })}
      />
      <TextArea
        mono
        rows={5}
        label={t('channels.dependencies')}
        value={row.lines}
        {...(typeof read === 'number' ? { problem: t('channels.badLine', { line: read }) } : {})}
        onChange={(lines) => onChange({ ...row, lines })}
      />
      <div>
        <Button kind="quiet" onPress={onRemove}>
          {t('channels.remove')}
        </Button>
      </div>
    </fieldset>
  );
}
