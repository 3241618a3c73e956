// Adding a source in two steps: the purpose record it runs under, then where it connects to.
import { type ReactElement, useState } from 'react';
import type { CreatedSource, PurposeList } from '../../../../../src/server/features/sources/schemas.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Copyable } from '../../ui/Copyable.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { PurposeForm } from './PurposeForm.tsx';
import { SourceForm } from './SourceForm.tsx';

type AddProps = { readonly purposes: PurposeList; readonly onClose: () => void };

export function AddSource({ purposes, onClose }: AddProps): ReactElement {
  const open = purposes.items.filter(({ ended }) => !ended);
  const [purpose, setPurpose] = useState(open[0]?.id ?? '');
  const [step, setStep] = useState<1 | 2>(1);
  const [created, setCreated] = useState<CreatedSource>();
  if (created?.token !== undefined) return <Token created={created} token={created.token} onClose={onClose} />;
  const title = t('sources.step', { step, title: t(step === 1 ? 'sources.stepPurpose' : 'sources.stepSource') });
  const done = (answer: CreatedSource): void => {
    toast(t('sources.created', { name: answer.source.name }));
    if (answer.token === undefined) onClose();
    else setCreated(answer);
  };
  return (
    <Dialog wide title={t('sources.addTitle')} onClose={onClose}>
      <div className="stack">
        <h3>{title}</h3>
        {step === 2 && <SourceForm purposeId={purpose} onBack={() => setStep(1)} onDone={done} />}
        {step === 1 && (
          <>
            <Select
              label={t('sources.which')}
              value={purpose}
              choices={[
                ...open.map(({ id, record }) => ({
                  value: id,
                  label: `${record.purpose.slice(0, 90)} · ${record.endDate}`,
                })),
                { value: '', label: t('sources.newPurpose') },
              ]}
              onChange={setPurpose}
            />
            {purpose === '' ? (
              <PurposeForm
                example={purposes.example}
                onClose={onClose}
                onDone={(id) => {
                  setPurpose(id);
                  setStep(2);
                }}
              />
            ) : (
              <div className="row dialog-actions">
                <Button kind="primary" onPress={() => setStep(2)}>
                  {t('sources.next')}
                </Button>
                <Button onPress={onClose}>{t('common.cancel')}</Button>
              </div>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

type TokenProps = { readonly created: CreatedSource; readonly token: string; readonly onClose: () => void };

const Token = ({ created: { source }, token, onClose }: TokenProps): ReactElement => (
  <Dialog title={t('sources.tokenTitle', { name: source.name })} onClose={onClose}>
    <div className="stack">
      <p>{t('sources.tokenAbout')}</p>
      <p className="mono wrap-anywhere">{source.address}</p>
      <Copyable text={token} shown={80} />
      <div className="row dialog-actions">
        <Button kind="primary" onPress={onClose}>
          {t('sources.tokenDone')}
        </Button>
      </div>
    </div>
  </Dialog>
);
