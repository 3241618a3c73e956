// A person decides which return of a unit in conflict holds, with a ground that stays on record.
import { type ReactElement, useState } from 'react';
import type { UnitDetail } from '../../../../../src/server/features/returns/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { numberText } from '../../ui/number-text.ts';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';
import { electionPath } from '../elections/election-list.tsx';
import './returns.css';
import { unitPath } from './unit-list.tsx';
import { channelText, shortHash } from './unit-words.tsx';

type Props = { readonly unit: UnitDetail; readonly onClose: () => void };
const leastGround = 3;

export function DecideDialog({ unit, onClose }: Props): ReactElement {
  const [hash, setHash] = useState('');
  const [ground, setGround] = useState('');
  // What the person saw when they opened it: a return that comes meanwhile makes the server refuse, and say so.
  const [heads] = useState(unit.heads);
  const decide = useChange(async () => {
    const path = `${electionPath(unit.election)}/units/${unitPath(unit.contest, unit.unit)}/decision`;
    await send('POST', path, { hash, heads, ground });
    toast(t('returns.decided'));
    onClose();
  }, ['/elections']);
  return (
    <Dialog wide title={t('returns.decideTitle', { name: unit.name })} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate(undefined);
        }}
      >
        {unit.sentence !== '' && <p className="notice">{unit.sentence}</p>}
        <p>{t('returns.decideText')}</p>
        <Choices unit={unit} chosen={hash} onChoose={setHash} />
        <TextArea
          rows={3}
          label={t('returns.ground')}
          help={t('returns.groundHelp')}
          value={ground}
          onChange={setGround}
          maxLength={1000}
          required
        />
        <p className="dialog-undo">{t('returns.decideUndo')}</p>
        <Problem error={decide.error} />
        <div className="row dialog-actions">
          <Button
            type="submit"
            kind="primary"
            busy={decide.isPending}
            disabled={hash === '' || ground.trim().length < leastGround}
          >
            {t('returns.decide')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

type ChoicesProps = {
  readonly unit: UnitDetail;
  readonly chosen: string;
  readonly onChoose: (hash: string) => void;
};

/** The returns that no corrigendum has taken the place of; the same return on two channels is one. */
function Choices({ unit, chosen, onChoose }: ChoicesProps): ReactElement {
  const standing = unit.arrivals.filter(({ superseded }) => !superseded);
  const hashes = [...new Set(standing.map((one) => one.hash))];
  return (
    <fieldset className="returns-choices">
      <legend>{t('returns.decideWhich')}</legend>
      {hashes.map((hash) => {
        const own = standing.filter((one) => one.hash === hash);
        return (
          <label key={hash}>
            <input type="radio" name="hash" checked={hash === chosen} onChange={() => onChoose(hash)} />
            <span>
              {t('returns.decideChoice', {
                channel: [...new Set(own.map(({ channel }) => channelText(channel)))].join(', '),
                hash: shortHash(hash),
                signatures: t('returns.signatureCount', { count: own[0].signatures }),
              })}
              <span className="returns-choice-figures muted">{figuresOf(unit, hash)}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

const mostFigures = 6;

/** What it says where the returns differ, so that nobody decides by a hash. */
function figuresOf({ columns, fields }: UnitDetail, hash: string): string {
  const column = columns.find((one) => one.hash === hash);
  const differing = fields.filter(({ differs }) => differs);
  const said = differing.slice(0, mostFigures).flatMap(({ label, values }) => {
    const value = column === undefined ? null : (values[column.id] ?? null);
    return value === null ? [] : [`${label}: ${numberText(value)}`];
  });
  return differing.length > mostFigures ? [...said, '…'].join('; ') : said.join('; ');
}
