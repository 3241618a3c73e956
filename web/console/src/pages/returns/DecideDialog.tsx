// A person decides which return of a unit in conflict holds, with a ground that stays on record.
import { type ReactElement, useState } from 'react';
import type { UnitDetail } from '../../../../../src/server/features/returns/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
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
  const standing = new Map(unit.arrivals.filter(({ superseded }) => !superseded).map((one) => [one.hash, one]));
  return (
    <fieldset className="returns-choices">
      <legend>{t('returns.decideWhich')}</legend>
      {[...standing.values()].map(({ hash, channel, signatures }) => (
        <label key={hash}>
          <input type="radio" name="hash" checked={hash === chosen} onChange={() => onChoose(hash)} />
          {t('returns.decideChoice', {
            channel: channelText(channel),
            hash: shortHash(hash),
            signatures: t('returns.signatureCount', { count: signatures }),
          })}
        </label>
      ))}
    </fieldset>
  );
}
