// The result of recomputing the chain, with the hash to keep elsewhere.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { AuditVerification } from '../../../../../src/server/features/audit/schemas.ts';
import { get } from '../../api/client.ts';
import type { Failure } from '../../api/failure.ts';
import { t } from '../../messages/t.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Time } from '../../ui/Time.tsx';

export function Verification({ onClose }: { readonly onClose: () => void }): ReactElement {
  // Each verification is itself an entry of the trail: it runs when somebody asks, never by itself.
  const { data, error, isFetching } = useQuery<AuditVerification, Failure>({
    queryKey: ['audit-verification'],
    queryFn: async () => await get<AuditVerification>('/audit/verification'),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <section className="panel" aria-live="polite">
      <div className="panel-body stack-tight">
        {isFetching && <Progress label={t('audit.verifying')} />}
        <Problem error={error} />
        {data !== undefined && !isFetching && <Result result={data} />}
        <div>
          <Button kind="quiet" icon="close" onPress={onClose}>
            {t('common.close')}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Result({ result }: { readonly result: AuditVerification }): ReactElement {
  const { intact, entries, head, at, broken, notes } = result;
  return (
    <>
      <p className="row">
        {intact ? <Badge tone="ok">{t('audit.intact')}</Badge> : <Badge tone="critical">{t('audit.broken')}</Badge>}
        {broken === undefined ? t('audit.intactAbout', { count: entries }) : t('audit.brokenAbout', broken)}
        <span className="muted">
          {t('audit.verifiedAt')} <Time at={at} form="exact" />
        </span>
      </p>
      <p>
        {t('audit.head')} <Copyable text={head} shown={80} />
      </p>
      <p className="muted">{t('audit.headAbout')}</p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  );
}
