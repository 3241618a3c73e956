// The sixteen words with their numbers, to be read out, printed, and copied.
import type { ReactElement } from 'react';
import type { BulletinAnswer } from '../../../../../src/server/features/bulletin/schemas.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toast.ts';

type Props = { readonly opening: NonNullable<BulletinAnswer['opening']> };

const leastDays = 14;

export const Words = ({ opening: { words, days, witnessed } }: Props): ReactElement => (
  <div className="stack">
    <p>{t('bulletin.wordsAbout')}</p>
    <ol className="fingerprint-words" lang="en">
      {words.map(({ word, digits }, i) => (
        <li key={i}>
          <b>{word}</b> <span className="muted">{digits}</span>
        </li>
      ))}
    </ol>
    <div>
      <Button icon="copy" onPress={() => copy(words)}>
        {t('bulletin.copyWords')}
      </Button>
    </div>
    {days < leastDays && <p>{days > 0 ? t('bulletin.late', { days }) : t('bulletin.tooLate')}</p>}
    {!witnessed && (
      <p>
        <b>{t('bulletin.noWitness')}.</b> {t('bulletin.noWitnessAbout')}
      </p>
    )}
  </div>
);

function copy(words: Props['opening']['words']): void {
  const lines = words.map(({ word, digits }, i) => `${String(i + 1).padStart(2)}  ${word.padEnd(9)}${digits}`);
  navigator.clipboard.writeText(lines.join('\n')).then(
    () => toast(t('common.copied')),
    () => toast(t('common.defect')),
  );
}
