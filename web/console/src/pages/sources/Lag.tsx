// How far a source is behind. The demonstration's posts play from the past on purpose: that is no lag, and is said so.
import type { ReactElement } from 'react';
import type { Demonstration } from '../../../../../src/server/features/demonstration/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { isDemonstration } from '../../app/place.ts';
import { t } from '../../messages/t.ts';
import { lagText } from './lag-text.ts';

type Props = { readonly seconds: number | undefined };

export const Lag = ({ seconds }: Props): ReactElement =>
  isDemonstration ? <Played /> : <span>{seconds === undefined ? '–' : lagText(seconds)}</span>;

function Played(): ReactElement {
  const { data } = useRead<Demonstration>('/demonstration');
  const text =
    data === undefined
      ? t('sources.played')
      : data.state === 'caught up'
        ? t('sources.playedAll')
        : data.speed === 0
          ? t('sources.playedPaused')
          : t('sources.playedAt', { speed: data.speed });
  return (
    <span className="nowrap" title={t('sources.playedAbout')}>
      {text}
    </span>
  );
}
