// Chooses signed files and photographs of codes, and says what was found in them before anything is sent.
import { type ReactElement, useId, useState } from 'react';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Select } from '../../ui/Select.tsx';
import { type Batch, batchesOf, type Unread } from './take-in.ts';

type Props = { readonly batches: readonly Batch[]; readonly onBatches: (batches: readonly Batch[]) => void };
const ways = ['stick', 'mail'] as const;

export function ChooseFiles({ batches, onBatches }: Props): ReactElement {
  const id = useId();
  const [way, setWay] = useState<(typeof ways)[number]>('stick');
  const [unread, setUnread] = useState<readonly Unread[]>([]);
  const [reading, setReading] = useState<number>();
  const choose = async (files: readonly File[]): Promise<void> => {
    setReading(0);
    const found = await batchesOf(files, way, setReading);
    setReading(undefined);
    setUnread(found.unread);
    onBatches([...batches, ...found.batches]);
  };
  return (
    <fieldset className="returns-choices">
      <legend>{t('arrivals.files')}</legend>
      <Select
        label={t('arrivals.way')}
        value={way}
        choices={ways.map((value) => ({ value, label: t(`arrivals.way.${value}`) }))}
        onChange={setWay}
      />
      <div className="field">
        <label htmlFor={id}>{t('arrivals.choose')}</label>
        <input
          id={id}
          type="file"
          multiple
          accept=".json,.jsonl,.txt,image/*"
          aria-describedby={`${id}-help`}
          onChange={({ target }) => {
            void choose([...(target.files ?? [])]);
            target.value = '';
          }}
        />
        <div id={`${id}-help`} className="field-help">
          {t('arrivals.chooseHelp')}
        </div>
      </div>
      {reading !== undefined && <Progress label={t('arrivals.reading')} done={reading} />}
      {batches.length > 0 && (
        <ul className="returns-history stack-tight">
          {batches.map((batch, i) => (
            <li key={i} className="row">
              {batchText(batch)}
              <Button
                kind="quiet"
                icon="close"
                label={t('arrivals.leaveOut')}
                onPress={() => onBatches(batches.filter((one) => one !== batch))}
              />
            </li>
          ))}
        </ul>
      )}
      {unread.map(({ file, why }) => (
        <p key={file} className="notice notice-warning wrap-anywhere">
          {t(`arrivals.unread.${why}`, { file })}
        </p>
      ))}
    </fieldset>
  );
}

const batchText = ({ way, texts, file }: Batch): string =>
  file ?? t(way === 'qr' ? 'arrivals.codes' : 'arrivals.texts', { count: texts[0]?.split('\n').length ?? 0 });
