// What happened, as one key each: letters choose and lead on to the words.
import type { KeyboardEvent, ReactElement, RefObject } from 'react';
import { eventKeys, type PollingEvent } from '../../../../../src/results/polling-day/events.ts';
import { t } from '../../messages/t.ts';

export type EnteredEvent = Exclude<PollingEvent, 'withdrawn'>;
const choices = Object.entries(eventKeys) as readonly (readonly [EnteredEvent, string])[];

type Props = {
  readonly event: EnteredEvent | undefined;
  readonly onChoose: (event: EnteredEvent) => void;
  /** The first of the choices, for the focus. */
  readonly first: RefObject<HTMLInputElement | null>;
};

export function EventChoice({ event: chosen, onChoose, first }: Props): ReactElement {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const found = choices.find(([, key]) => key === event.key.toLowerCase());
    if (found === undefined) return;
    event.preventDefault();
    onChoose(found[0]);
  };
  return (
    <fieldset className="pollday-events" onKeyDown={onKeyDown}>
      <legend>{t('pollday.what')}</legend>
      {choices.map(([one, key], i) => (
        <label key={one}>
          <input
            ref={i === 0 ? first : undefined}
            type="radio"
            name="event"
            checked={one === chosen}
            onChange={() => onChoose(one)}
          />
          {t(`pollday.event.${one}`)}
          <kbd>{key}</kbd>
        </label>
      ))}
    </fieldset>
  );
}
