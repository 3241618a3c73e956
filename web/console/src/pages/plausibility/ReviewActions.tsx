// What a person may do with a unit: say that it was looked at, explain it, propose a note, take one that was released.
import { type ReactElement, useState } from 'react';
import type { PlausibleUnit } from '../../../../../src/server/features/plausibility/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { fileName, saveText } from '../../charts/save.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { apiPath } from './plausibility-list.tsx';
import { ProposeDialog } from './ProposeDialog.tsx';
import { TextDialog } from '../../templates/TextDialog.tsx';

const route = '/elections/:election/plausibility/:contest/:unit';

export function ReviewActions({ unit }: { readonly unit: PlausibleUnit }): ReactElement {
  const [asking, setAsking] = useState<'looked' | 'explained' | 'propose'>();
  const mayReview = useMay(`POST ${route}/review`);
  const mayPropose = useMay(`POST ${route}/note`);
  const close = (): void => setAsking(undefined);
  const free = unit.waiting === null;
  return (
    <>
      <Take unit={unit} />
      {mayReview && free && (
        <>
          <Button onPress={() => setAsking('looked')}>{t('plausibility.look')}</Button>
          <Button kind="primary" onPress={() => setAsking('explained')}>
            {t('plausibility.explain')}
          </Button>
        </>
      )}
      {mayPropose && free && unit.findings.length > 0 && (
        <Button onPress={() => setAsking('propose')}>{t('plausibility.propose')}</Button>
      )}
      {(asking === 'looked' || asking === 'explained') && <ReviewDialog unit={unit} step={asking} onClose={close} />}
      {asking === 'propose' && <ProposeDialog unit={unit} onClose={close} />}
    </>
  );
}

type ReviewProps = {
  readonly unit: PlausibleUnit;
  readonly step: 'looked' | 'explained';
  readonly onClose: () => void;
};

function ReviewDialog({ unit, step, onClose }: ReviewProps): ReactElement {
  const verb = step === 'looked' ? 'look' : 'explain';
  return (
    <TextDialog
      title={t(`plausibility.${verb}Title`, { name: unit.name })}
      label={t(`plausibility.${verb}Text`)}
      help={t(`plausibility.${verb}Help`)}
      undo={t('plausibility.reviewUndo')}
      action={t(`plausibility.${verb}`)}
      onSend={async (text) => {
        await send('POST', `${apiPath(unit)}/review`, { step, text });
        toast(t(`plausibility.${step}`));
      }}
      onClose={onClose}
    />
  );
}

function Take({ unit }: { readonly unit: PlausibleUnit }): ReactElement | null {
  const mayTake = useMay(`POST ${route}/released-note`);
  const take = useChange(async () => {
    const note = await send<{ readonly demonstration?: true }>('POST', `${apiPath(unit)}/released-note`, {});
    const mark = note.demonstration === true ? 'DEMONSTRATION-' : '';
    saveText(
      `${JSON.stringify(note, undefined, 2)}\n`,
      'application/json',
      fileName(`${mark}note-${unit.unit}`, 'json'),
    );
    toast(t('plausibility.taken'));
  }, ['/elections']);
  if (!mayTake || !unit.released) return null;
  return (
    <>
      <Problem error={take.error} />
      <Button icon="download" busy={take.isPending} onPress={() => take.mutate(undefined)}>
        {t('plausibility.take')}
      </Button>
    </>
  );
}
