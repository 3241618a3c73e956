// The form of a telephone operator: station, what happened, words, Enter; it stays for the next call. Or, for a station
// that is known, a correction of one of its reports.
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { localInstant } from '../../../../../src/results/polling-day/local-instant.ts';
import type { BoardAnswer, ReportBody, StationItem } from '../../../../../src/server/features/pollingDay/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { type EnteredEvent, EventChoice } from './EventChoice.tsx';
import './polling-day.css';
import { pollingDayPath } from './station-list.tsx';
import { StationField } from './StationField.tsx';

type Props = {
  readonly board: Pick<BoardAnswer, 'election' | 'day' | 'timeZone'>;
  readonly onClose: () => void;
  /** Of a station that is known: the report that the new one takes the place of. */
  readonly correcting?: { readonly station: StationItem; readonly number: number };
};

const titleOf = (correcting: Props['correcting']): string =>
  correcting === undefined ? t('pollday.reportTitle') : t('pollday.correctTitle', { station: correcting.station.name });

type Draft = { readonly text: string; readonly words: string; readonly when: string };
const empty: Draft = { text: '', words: '', when: '' };

export function ReportDialog({ board, onClose, correcting }: Props): ReactElement {
  const [draft, setDraft] = useState(empty);
  const [station, setStation] = useState(correcting?.station);
  const [event, setEvent] = useState<EnteredEvent>();
  const [caller, setCaller] = useState<string>(t('pollday.callerChair'));
  const [last, setLast] = useState('');
  const firstEvent = useRef<HTMLInputElement>(null);
  const words = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (station !== undefined) firstEvent.current?.focus();
  }, [station]);
  const enter = useChange(
    async (body: ReportBody) => {
      await send('POST', `${pollingDayPath(board.election)}/reports`, body);
      if (correcting !== undefined) return onClose();
      setLast(t('pollday.enteredLast', { station: station?.name ?? '', event: t(`pollday.event.${body.event}`) }));
      setDraft(empty);
      setStation(undefined);
      setEvent(undefined);
      document.querySelector<HTMLInputElement>('dialog input')?.focus();
    },
    ['/elections'],
  );
  const ready = station !== undefined && event !== undefined && (event !== 'note' || draft.words.trim() !== '');
  const submit = (): void => {
    if (!ready) return;
    enter.mutate({
      ...{ unit: station.unit, event, text: draft.words, caller },
      ...(draft.when === '' ? {} : { reportedAt: localInstant(board.day, draft.when, board.timeZone) }),
      ...(correcting === undefined ? {} : { supersedes: correcting.number }),
    });
  };
  const choose = (next: EnteredEvent): void => {
    setEvent(next);
    words.current?.querySelector('input')?.focus();
  };
  return (
    <Dialog wide title={titleOf(correcting)} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          submit();
        }}
      >
        {correcting === undefined && (
          <StationField
            election={board.election}
            text={draft.text}
            onText={(text) => {
              setDraft({ ...draft, text });
              setStation(undefined);
            }}
            taken={station}
            onTake={setStation}
          />
        )}
        <EventChoice event={event} onChoose={choose} first={firstEvent} />
        <div ref={words}>
          <Field
            label={t('pollday.words')}
            value={draft.words}
            maxLength={1000}
            onChange={(next) => setDraft({ ...draft, words: next })}
          />
        </div>
        <Circumstances
          caller={caller}
          when={draft.when}
          onCaller={setCaller}
          onWhen={(when) => setDraft({ ...draft, when })}
        />
        <p role="status" className={last === '' ? 'spoken' : 'notice'}>
          {last}
        </p>
        <Problem error={enter.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={enter.isPending} disabled={!ready}>
            {t('pollday.enter')}
          </Button>
          <Button onPress={onClose}>{t('common.close')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type CircumstancesProps = {
  readonly caller: string;
  readonly when: string;
  readonly onCaller: (caller: string) => void;
  readonly onWhen: (when: string) => void;
};

const Circumstances = ({ caller, when, onCaller, onWhen }: CircumstancesProps): ReactElement => (
  <div className="row">
    <Field
      label={t('pollday.caller')}
      help={t('pollday.callerHelp')}
      value={caller}
      maxLength={60}
      onChange={onCaller}
      required
    />
    <Field type="time" label={t('pollday.when')} help={t('pollday.whenHelp')} value={when} onChange={onWhen} />
  </div>
);
