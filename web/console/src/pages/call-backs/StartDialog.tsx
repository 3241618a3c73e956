// A call is begun: the unit is chosen, its centre's next line is spent.
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { CallDetail } from '../../../../../src/server/features/call-backs/schemas.ts';
import type { UnitItem } from '../../../../../src/server/features/returns/schemas.ts';
import { send, useChange, useRead } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import type { ListAnswer } from '../../templates/list-spec.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';
import { UnitBadge } from '../returns/unit-words.tsx';
import './call-backs.css';
import { callPath, callsPath } from './call-list.tsx';

type Unit = Pick<UnitItem, 'contest' | 'unit' | 'name'>;
type Props = {
  readonly election: string;
  /** Where the unit is known already. */
  readonly unit?: Unit;
  readonly onClose: () => void;
};

export function StartDialog({ election, unit, onClose }: Props): ReactElement {
  const [chosen, setChosen] = useState<Unit | undefined>(unit);
  const [sheet, setSheet] = useState('');
  const [line, setLine] = useState('');
  const navigate = useNavigate();
  const start = useChange(async () => {
    const where = sheet.trim() === '' ? {} : { sheet: sheet.trim() };
    const at = line.trim() === '' ? {} : { line: Number(line) };
    const body = { contest: chosen?.contest, unit: chosen?.unit, ...where, ...at };
    const { call } = await send<CallDetail>('POST', callsPath(election), body);
    toast(t('callBacks.started', { call }));
    void navigate(callPath(election, call));
  }, ['/elections']);
  const title = unit === undefined ? t('callBacks.startTitle') : t('callBacks.startOf', { name: unit.name });
  return (
    <Dialog wide title={title} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate(undefined);
        }}
      >
        <p>{t('callBacks.startText')}</p>
        {unit === undefined && <ChooseUnit election={election} chosen={chosen} onChoose={setChosen} />}
        <div className="call-line">
          <Field
            label={t('callBacks.startSheet')}
            help={t('callBacks.startSheetHelp')}
            mono
            value={sheet}
            onChange={setSheet}
            maxLength={20}
          />
          <Field
            label={t('callBacks.startLine')}
            help={t('callBacks.startLineHelp')}
            type="number"
            min={1}
            max={500}
            value={line}
            onChange={setLine}
          />
        </div>
        <p className="dialog-undo">{t('callBacks.startUndo')}</p>
        <Problem error={start.error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary" busy={start.isPending} disabled={chosen === undefined}>
            {t('callBacks.start')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type ChooseProps = {
  readonly election: string;
  readonly chosen: Unit | undefined;
  readonly onChoose: (unit: Unit) => void;
};

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, (c) => `\\${c}`)}"`;
const shown = 8;

function ChooseUnit({ election, chosen, onChoose }: ChooseProps): ReactElement {
  const [text, setText] = useState('');
  const q = text.trim() === '' ? '' : quoted(text.trim());
  const { data } = useRead<ListAnswer<UnitItem>>(
    `${electionPath(election)}/units`,
    { q, limit: shown },
    { keep: true },
  );
  return (
    <>
      <Field
        label={t('callBacks.startUnit')}
        help={t('callBacks.startUnitHelp')}
        value={text}
        onChange={setText}
        autoFocus
      />
      {data !== undefined && data.items.length === 0 && <p className="muted">{t('callBacks.startNoUnit')}</p>}
      {data !== undefined && data.items.length > 0 && (
        <fieldset className="call-units">
          <legend>{t('callBacks.startChosen')}</legend>
          {data.items.map(({ contest, unit, name, state }) => (
            <label key={`${contest} ${unit}`}>
              <input
                type="radio"
                name="unit"
                checked={chosen?.unit === unit && chosen.contest === contest}
                onChange={() => onChoose({ contest, unit, name })}
              />
              <span className="wrap-anywhere">
                {name} <code>{unit}</code> <span className="muted">{contest}</span>
              </span>
              <UnitBadge state={state} />
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
