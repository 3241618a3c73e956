// Asks over which period a detector is to run: at first the newest of what the lake holds, so that no run is over nothing.
import { type ReactElement, useState } from 'react';
import type { Detector } from '../../../../../src/server/features/detectors/schemas.ts';
import type { LakeOverview } from '../../../../../src/server/features/lake/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { toast } from '../../ui/toast.ts';
import { heldPeriod, type Period, proposedPeriod, rangeOf } from './period.ts';

type Props = { readonly detector: Detector; readonly onClose: () => void };

export function RunDialog({ detector, onClose }: Props): ReactElement {
  const lake = useRead<LakeOverview>('/lake');
  const held = lake.data === undefined ? undefined : heldPeriod(lake.data);
  return (
    <Dialog title={t('detectors.runTitle', { name: detector.title })} onClose={onClose}>
      <Problem error={lake.error} />
      {lake.isPending && <Skeleton lines={4} />}
      {lake.data !== undefined && held === undefined && (
        <>
          <p>{t('detectors.runEmpty')}</p>
          <div className="row dialog-actions">
            <Button onPress={onClose}>{t('common.cancel')}</Button>
          </div>
        </>
      )}
      {held !== undefined && <Form detector={detector} onClose={onClose} held={held} />}
    </Dialog>
  );
}

function Form({ detector, onClose, held }: Props & { readonly held: Period }): ReactElement {
  const { lookBackDays } = detector.schedule;
  const [period, setPeriod] = useState(proposedPeriod(held, lookBackDays));
  const range = rangeOf(period);
  const run = useChange(
    async (body: { readonly from: number; readonly to: number }) =>
      await send('POST', `/detectors/${encodeURIComponent(detector.name)}/runs`, body),
    ['/detectors'],
  );
  const begin = (): void => {
    if (range === undefined) return;
    run.mutate(range, {
      onSuccess: () => {
        toast(t('detectors.runBegun'));
        onClose();
      },
    });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <p>{t('detectors.runHeld', { first: held.first, last: held.last, count: lookBackDays })}</p>
      <div className="row">
        <Field
          type="date"
          required
          label={t('detectors.runFirst')}
          value={period.first}
          max={period.last}
          onChange={(first) => setPeriod({ ...period, first })}
        />
        <Field
          type="date"
          required
          label={t('detectors.runLast')}
          value={period.last}
          min={period.first}
          onChange={(last) => setPeriod({ ...period, last })}
        />
        <Button kind="quiet" onPress={() => setPeriod(held)}>
          {t('detectors.runAll')}
        </Button>
      </div>
      <Problem error={run.error} />
      <div className="row dialog-actions">
        <Button type="submit" kind="primary" busy={run.isPending} disabled={range === undefined}>
          {t('detectors.runBegin')}
        </Button>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
