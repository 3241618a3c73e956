// /watchlists: what is protected or known in the election, and what touches it now.
import { type ReactElement, useMemo, useState } from 'react';
import type { Watchlists, WatchlistItem } from '../../../../../src/server/features/watchlists/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { ListPage } from '../../templates/ListPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Confirm, Dialog } from '../../ui/Dialog.tsx';
import { toast } from '../../ui/toast.ts';
import { WatchlistForm } from './WatchlistForm.tsx';
import { watchlistSpec } from './watchlist-list.tsx';
import './watchlists.css';

type Shown = { readonly kind: 'add' | 'open' | 'edit' | 'remove'; readonly list?: WatchlistItem };

export function WatchlistsPage(): ReactElement {
  const [shown, setShown] = useState<Shown>();
  const spec = useMemo(() => watchlistSpec((list) => setShown({ kind: 'open', list })), []);
  const mayAdd = useMay('POST /watchlists');
  const { data } = useRead<Watchlists>('/watchlists');
  const add = mayAdd && (
    <Button kind="primary" onPress={() => setShown({ kind: 'add' })}>
      {t('watchlists.add')}
    </Button>
  );
  const close = (): void => setShown(undefined);
  return (
    <ListPage
      spec={spec}
      title={t('watchlists.title')}
      about={t('watchlists.about')}
      action={add}
      views={false}
      nothing={{ title: t('watchlists.nothing'), text: t('watchlists.nothingAbout'), action: add }}
    >
      {shown?.kind === 'add' && <WatchlistForm kinds={data?.kinds ?? []} onClose={close} />}
      {shown?.kind === 'edit' && <WatchlistForm list={shown.list} kinds={data?.kinds ?? []} onClose={close} />}
      {shown?.kind === 'open' && shown.list !== undefined && (
        <Open list={shown.list} onTurn={(kind) => setShown({ kind, list: shown.list })} onClose={close} />
      )}
      {shown?.kind === 'remove' && shown.list !== undefined && <Remove list={shown.list} onClose={close} />}
    </ListPage>
  );
}

const shownItems = 200;
type OpenProps = {
  readonly list: WatchlistItem;
  readonly onTurn: (kind: 'edit' | 'remove') => void;
  readonly onClose: () => void;
};

function Open({ list, onTurn, onClose }: OpenProps): ReactElement {
  const mayChange = useMay('PUT /watchlists/:id');
  const mayRemove = useMay('DELETE /watchlists/:id');
  const more = list.items.length - shownItems;
  return (
    <Dialog wide title={list.name} onClose={onClose}>
      <div className="stack">
        <p className="muted">{t(`watchlists.kind.${list.kind}`)}</p>
        {list.note !== '' && <p className="wrap-anywhere">{list.note}</p>}
        <h3>{t('watchlists.shownItems')}</h3>
        <ul className="watchlists-items">
          {list.items.slice(0, shownItems).map(({ form, value }) => (
            <li key={`${form} ${value}`}>
              <span className="muted">{t(`watchlists.form.${form}`)}</span>{' '}
              <code className="wrap-anywhere">{value}</code>
            </li>
          ))}
        </ul>
        {more > 0 && <p className="muted">{t('watchlists.moreItems', { count: more })}</p>}
        <div className="row dialog-actions">
          {mayChange && (
            <Button onPress={() => onTurn('edit')}>{t('watchlists.editTitle', { name: list.name })}</Button>
          )}
          {mayRemove && (
            <Button kind="danger" onPress={() => onTurn('remove')}>
              {t('watchlists.remove')}
            </Button>
          )}
          <Button onPress={onClose}>{t('common.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}

function Remove({ list, onClose }: { readonly list: WatchlistItem; readonly onClose: () => void }): ReactElement {
  const remove = useChange(async () => {
    await send('DELETE', `/watchlists/${encodeURIComponent(list.id)}`);
    toast(t('watchlists.removed', { name: list.name }));
    onClose();
  }, ['/watchlists']);
  return (
    <Confirm
      danger
      title={t('watchlists.removeTitle', { name: list.name })}
      undo={t('watchlists.removeUndo')}
      action={t('watchlists.remove')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t('watchlists.removeText', { count: list.items.length })}</p>
    </Confirm>
  );
}
