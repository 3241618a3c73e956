// Count centres with the keys of their holders; a key is revoked by one person, at once.
import { type ReactElement, useState } from 'react';
import type { ElectionDetail } from '../../../../../src/server/features/elections/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Num } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Time } from '../../ui/Time.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from './election-list.tsx';
import './elections.css';

type Key = ElectionDetail['centreList'][number]['keys'][number];

export function Centres({ election }: { readonly election: ElectionDetail }): ReactElement {
  const [revoking, setRevoking] = useState<Key>();
  const mayRevoke = useMay('POST /elections/:election/keys/:key/revocation');
  return (
    <>
      <DataTable
        label={t('results.centres')}
        rows={election.centreList}
        rowKey={({ id }) => id}
        columns={[
          { key: 'centre', title: t('results.column.centre'), cell: ({ name }) => name },
          { key: 'units', title: t('results.column.units'), number: true, cell: ({ units }) => <Num value={units} /> },
          {
            key: 'keys',
            title: t('results.column.keys'),
            wide: true,
            cell: ({ keys }) => <Keys keys={keys} onRevoke={mayRevoke ? setRevoking : undefined} />,
          },
        ]}
      />
      {revoking !== undefined && (
        <Revoke election={election.id} holding={revoking} onClose={() => setRevoking(undefined)} />
      )}
    </>
  );
}

type KeysProps = { readonly keys: readonly Key[]; readonly onRevoke: ((key: Key) => void) | undefined };

function Keys({ keys, onRevoke }: KeysProps): ReactElement {
  if (keys.length === 0) return <span className="muted">{t('results.noKeys')}</span>;
  return (
    <ul className="election-keys">
      {keys.map((key) => (
        <li key={key.id} className="row">
          <span className="wrap-anywhere">{key.holder}</span>
          <code title={key.id}>{key.id.slice(0, 8)}</code>
          {key.revokedAt === null ? (
            <Badge tone="ok">{t('results.keyHolds')}</Badge>
          ) : (
            <>
              <Badge tone="severe">{t('results.keyRevoked')}</Badge>
              <Time at={key.revokedAt} />
            </>
          )}
          {key.revokedAt === null && onRevoke !== undefined && (
            <Button
              kind="quiet"
              icon="close"
              label={t('results.revokeOf', { holder: key.holder })}
              onPress={() => onRevoke(key)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

type RevokeProps = { readonly election: string; readonly holding: Key; readonly onClose: () => void };

function Revoke({ election, holding: { id, holder }, onClose }: RevokeProps): ReactElement {
  const [reason, setReason] = useState('');
  const revoke = useChange(async () => {
    await send('POST', `${electionPath(election)}/keys/${encodeURIComponent(id)}/revocation`, { reason });
    toast(t('results.revokedDone', { holder }));
    onClose();
  }, ['/elections']);
  return (
    <Dialog title={t('results.revokeTitle', { holder })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          revoke.mutate(undefined);
        }}
      >
        <p>{t('results.revokeText')}</p>
        <Field
          label={t('results.revokeReason')}
          value={reason}
          onChange={setReason}
          maxLength={500}
          required
          autoFocus
        />
        <p className="dialog-undo">{t('results.revokeUndo')}</p>
        <Problem error={revoke.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="danger" busy={revoke.isPending} disabled={reason.trim() === ''}>
            {t('results.revoke')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
