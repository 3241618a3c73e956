// Finds a station by some letters: the first that matches is taken with Tab or Enter.
import type { KeyboardEvent, ReactElement } from 'react';
import type { StationItem, StationsAnswer } from '../../../../../src/server/features/pollingDay/schemas.ts';
import { useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { FieldFrame } from '../../ui/Field.tsx';
import { pollingDayPath, StationState } from './station-list.tsx';

type Props = {
  readonly election: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly taken: StationItem | undefined;
  readonly onTake: (station: StationItem) => void;
};

const mostMatches = 6;
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, (c) => `\\${c}`)}"`;

export function StationField({ election, text, onText, taken, onTake }: Props): ReactElement {
  const wanted = text.trim();
  const { data } = useRead<StationsAnswer>(
    `${pollingDayPath(election)}/stations`,
    { q: wanted === '' ? '' : quoted(wanted), limit: mostMatches },
    { enabled: taken === undefined && wanted !== '', keep: true },
  );
  const matches = taken === undefined && wanted !== '' ? (data?.items ?? []) : [];
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key !== 'Tab' || event.shiftKey) && event.key !== 'Enter') return;
    const first = matches.find(({ unit }) => unit === wanted) ?? matches[0];
    if (first === undefined) return;
    event.preventDefault();
    onTake(first);
  };
  return (
    <div className="stack-tight">
      <FieldFrame label={t('pollday.station')} help={t('pollday.stationHelp')}>
        {({ id, describedBy }) => (
          <input
            id={id}
            className="input"
            value={text}
            aria-describedby={describedBy}
            autoComplete="off"
            spellCheck={false}
            autoFocus
            onKeyDown={onKeyDown}
            onChange={(event) => onText(event.target.value)}
          />
        )}
      </FieldFrame>
      {taken !== undefined && (
        <p className="row">
          {t('pollday.stationTaken', { name: taken.name })} <StationState {...taken} />
        </p>
      )}
      {matches.length > 0 && (
        <ul className="pollday-matches" aria-label={t('pollday.stations')}>
          {matches.map((one) => (
            <li key={one.unit}>
              <Button kind="quiet" onPress={() => onTake(one)}>
                {`${one.name} (${one.unit}), ${one.areaName}`}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {taken === undefined && wanted !== '' && data?.matching === 0 && (
        <p className="field-problem">{t('pollday.stationNone')}</p>
      )}
    </div>
  );
}
