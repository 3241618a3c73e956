// The doctor's checks: what was found, why, and what to do.
import type { ReactElement } from 'react';
import type { Check, CheckState, Operations } from '../../../../../src/server/features/operations/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { DataTable } from '../../templates/DataTable.tsx';
import { Section } from '../../templates/DetailPage.tsx';
import type { Column } from '../../templates/list-spec.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Time } from '../../ui/Time.tsx';

const tones: Readonly<Record<CheckState, Tone>> = {
  ok: 'ok',
  attention: 'warning',
  failed: 'critical',
  unknown: 'neutral',
};
/** What needs somebody comes first. */
const order: readonly CheckState[] = ['failed', 'attention', 'unknown', 'ok'];

const columns: readonly Column<Check>[] = [
  { key: 'title', title: t('operations.checkName'), cell: ({ title }) => title },
  {
    key: 'state',
    title: t('operations.checkState'),
    cell: ({ state }) => <Badge tone={tones[state]}>{t(`operations.state.${state}`)}</Badge>,
  },
  { key: 'found', title: t('operations.checkFound'), wide: true, cell: (check) => <Found check={check} /> },
];

const Found = ({ check: { found, cause, remedy } }: { readonly check: Check }): ReactElement => (
  <span className="check-found">
    {found}
    {cause !== undefined && <span className="muted">{t('operations.cause', { text: cause })}</span>}
    {remedy !== undefined && <strong>{t('operations.remedy', { text: remedy })}</strong>}
  </span>
);

type ChecksProps = { readonly operations: Operations; readonly busy: boolean };

export function Checks({ operations: { checks, checkedAt }, busy }: ChecksProps): ReactElement {
  const run = useChange(async () => await send('POST', '/operations/checks'), ['/operations']);
  const sorted = checks.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <Section
      title={t('operations.checks')}
      tools={
        <>
          {checkedAt !== undefined && (
            <span className="muted small">
              {t('operations.checkedAt')} <Time at={checkedAt} />
            </span>
          )}
          <Button kind="quiet" busy={busy || run.isPending} onPress={() => run.mutate(undefined)}>
            {t('operations.checksRun')}
          </Button>
        </>
      }
    >
      <Problem error={run.error} />
      {sorted.length === 0 ? (
        <p className="muted">{t('operations.checksNone')}</p>
      ) : (
        <DataTable label={t('operations.checks')} rows={sorted} rowKey={({ name }) => name} columns={columns} />
      )}
    </Section>
  );
}
