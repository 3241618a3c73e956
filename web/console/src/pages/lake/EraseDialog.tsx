// Erasure: what is asked for, what would go, then the typed confirmation; what cannot be reached is said both times.
import { type ReactElement, useState } from 'react';
import type { ErasureAnswer, ErasureRequest } from '../../../../../src/server/features/lake/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm, Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';

type Asked = {
  readonly what: 'account' | 'before';
  readonly account: string;
  readonly platform: string;
  readonly before: string;
};

const requestOf = ({ what, account, platform, before }: Asked, confirm: boolean): ErasureRequest => {
  if (what === 'before') return { before, confirm };
  return platform.trim() === '' ? { account, confirm } : { account, platform, confirm };
};

export function EraseDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const [asked, setAsked] = useState<Asked>({ what: 'account', account: '', platform: '', before: '' });
  const [preview, setPreview] = useState<ErasureAnswer>();
  const look = useChange(async () => await send<ErasureAnswer>('POST', '/lake/erasures', requestOf(asked, false)));
  const erase = useChange(
    async () => await send<ErasureAnswer>('POST', '/lake/erasures', requestOf(asked, true)),
    ['/lake', '/findings'],
  );
  if (preview !== undefined && preview.rows + preview.rejected > 0) {
    return (
      <Confirm
        title={t('lake.eraseTitle')}
        undo={t('lake.eraseUndo')}
        action={t('lake.eraseAction')}
        danger
        typed={asked.what === 'before' ? asked.before : asked.account.trim()}
        busy={erase.isPending}
        error={erase.error}
        onConfirm={() =>
          erase.mutate(undefined, {
            onSuccess: ({ rows }) => {
              toast(t('lake.erased', { count: rows }));
              onClose();
            },
          })
        }
        onClose={onClose}
      >
        <Preview answer={preview} ofAccount={asked.what === 'account'} />
      </Confirm>
    );
  }
  const set = (change: Partial<Asked>): void => {
    setPreview(undefined);
    setAsked({ ...asked, ...change });
  };
  return (
    <Dialog title={t('lake.eraseTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          look.mutate(undefined, { onSuccess: setPreview });
        }}
      >
        <Asking asked={asked} set={set} />
        {preview !== undefined && <p role="status">{t('lake.previewNothing')}</p>}
        <Problem error={look.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={look.isPending}>
            {t('lake.preview')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type AskingProps = { readonly asked: Asked; readonly set: (change: Partial<Asked>) => void };

const Asking = ({ asked, set }: AskingProps): ReactElement => (
  <>
    <Select
      label={t('lake.eraseWhat')}
      value={asked.what}
      choices={(['account', 'before'] as const).map((value) => ({ value, label: t(`lake.eraseWhat.${value}`) }))}
      onChange={(what) => set({ what })}
    />
    {asked.what === 'account' ? (
      <>
        <Field
          mono
          required
          autoFocus
          label={t('lake.account')}
          help={t('lake.accountHelp')}
          maxLength={300}
          value={asked.account}
          onChange={(account) => set({ account })}
        />
        <Field
          label={t('lake.platform')}
          help={t('lake.platformHelp')}
          maxLength={60}
          value={asked.platform}
          onChange={(platform) => set({ platform })}
        />
      </>
    ) : (
      <Field
        required
        type="date"
        label={t('lake.before')}
        value={asked.before}
        onChange={(before) => set({ before })}
      />
    )}
  </>
);

const Preview = ({
  answer,
  ofAccount,
}: {
  readonly answer: ErasureAnswer;
  readonly ofAccount: boolean;
}): ReactElement => (
  <>
    <p>{t('lake.previewRows', { count: answer.rows })}</p>
    {ofAccount && answer.ownPosts > 0 && <p>{t('lake.previewOwn', { count: answer.ownPosts })}</p>}
    {answer.rejected > 0 && <p>{t('lake.previewRejected', { count: answer.rejected })}</p>}
    <p>{t('lake.notReached')}</p>
    <ul className="bullets">
      {answer.notReached.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </>
);
