// A watchlist entered or changed: kind, name, note, items one a line or from a file.
import { type ReactElement, useId, useState } from 'react';
import { formsOfKind, type WatchKind } from '../../../../../src/elections/watchlist.ts';
import type { WatchlistBody, WatchlistItem } from '../../../../../src/server/features/watchlists/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';

type WatchlistFormProps = {
  /** To be changed; without it one is added. */
  readonly list?: WatchlistItem;
  readonly kinds: readonly WatchKind[];
  readonly onClose: () => void;
};

const mostBytes = 2_000_000;
const quoted = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** As CSV, so that it reads back with its forms. Accounts are pseudonyms and stay where they are. */
function textOf(list: WatchlistItem | undefined): string {
  if (list === undefined || list.kind === 'account') return '';
  return ['form,value', ...list.items.map(({ form, value }) => `${form},${quoted(value)}`)].join('\n');
}

type Body = WatchlistBody & { readonly text: string };

export function WatchlistForm({ list, kinds, onClose }: WatchlistFormProps): ReactElement {
  const [body, setBody] = useState<Body>({
    kind: list?.kind ?? kinds[0] ?? 'officialName',
    name: list?.name ?? '',
    note: list?.note ?? '',
    text: textOf(list),
  });
  const set = (change: Partial<Body>): void => setBody({ ...body, ...change });
  const save = useChange(async () => {
    const path = list === undefined ? '/watchlists' : `/watchlists/${encodeURIComponent(list.id)}`;
    await send(list === undefined ? 'POST' : 'PUT', path, body);
    toast(t('watchlists.saved', { name: body.name }));
    onClose();
  }, ['/watchlists']);
  return (
    <Dialog
      wide
      title={list === undefined ? t('watchlists.addTitle') : t('watchlists.editTitle', { name: list.name })}
      onClose={onClose}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <Fields list={list} kinds={kinds} body={body} set={set} />
        <ImportFile onText={(text) => set({ text })} />
        <Problem error={save.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={save.isPending}>
            {t('watchlists.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type FieldsProps = Pick<WatchlistFormProps, 'list' | 'kinds'> & {
  readonly body: Body;
  readonly set: (change: Partial<Body>) => void;
};

function Fields({ list, kinds, body, set }: FieldsProps): ReactElement {
  // As they are written in the list itself.
  const forms = formsOfKind[body.kind];
  return (
    <>
      <Select
        label={t('watchlists.kind')}
        help={t(`watchlists.kindHelp.${body.kind}`)}
        value={body.kind}
        disabled={list !== undefined}
        choices={kinds.map((value) => ({ value, label: t(`watchlists.kind.${value}`) }))}
        onChange={(kind) => set({ kind })}
      />
      <Field
        label={t('watchlists.name')}
        help={t('watchlists.nameHelp')}
        value={body.name}
        onChange={(name) => set({ name })}
        maxLength={200}
        required
        autoFocus
      />
      <Field label={t('watchlists.note')} value={body.note ?? ''} onChange={(note) => set({ note })} maxLength={2000} />
      {list?.kind === 'account' && (
        <p className="notice notice-warning">{t('watchlists.replaceAccounts', { count: list.items.length })}</p>
      )}
      <TextArea
        mono
        rows={10}
        label={t('watchlists.items')}
        help={t('watchlists.itemsHelp', { forms: forms.join(', '), first: forms[0] })}
        value={body.text}
        onChange={(text) => set({ text })}
        maxLength={mostBytes}
        required
      />
    </>
  );
}

function ImportFile({ onText }: { readonly onText: (text: string) => void }): ReactElement {
  const id = useId();
  const [problem, setProblem] = useState<string>();
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    if (file.size > mostBytes) return setProblem(t('watchlists.fileTooLarge'));
    setProblem(undefined);
    onText(await file.text());
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t('watchlists.importFile')}</label>
      <input id={id} type="file" accept=".csv,.txt,.json" onChange={(event) => void read(event.target.files?.[0])} />
      {problem !== undefined && (
        <div className="field-problem" role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
