// Overrides of the rota: who is on duty instead, from when until when.
import type { ReactElement } from 'react';
import type { Rota, RotaOverride } from '../../../../../src/server/features/alerts/schemas.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { personChoices } from './RotaShifts.tsx';

type Person = Rota['people'][number];
type RotaOverridesProps = {
  readonly overrides: readonly RotaOverride[];
  readonly people: readonly Person[];
  readonly onChange: (overrides: RotaOverride[]) => void;
};

const hour = 3_600_000;
const two = (value: number): string => String(value).padStart(2, '0');
/** As an input of local time writes it. */
const localText = (at: number): string => {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

export function RotaOverrides({ overrides, people, onChange }: RotaOverridesProps): ReactElement {
  const add = (): void => {
    const from = Math.ceil(Date.now() / hour) * hour;
    onChange([...overrides, { from, to: from + 24 * hour, first: null, second: null }]);
  };
  return (
    <div className="stack">
      <p className="muted">{t('alerts.overridesAbout')}</p>
      {overrides.map((override, at) => (
        // Overrides have no name of their own; their place in the list is what tells them apart.
        <div key={at} className="rota-override">
          <Line
            override={override}
            people={people}
            onChange={(changed) => onChange(overrides.map((one, i) => (i === at ? changed : one)))}
          />
          <div>
            <Button onPress={() => onChange(overrides.filter((_, i) => i !== at))}>{t('alerts.removeOverride')}</Button>
          </div>
        </div>
      ))}
      <div>
        <Button onPress={add}>{t('alerts.addOverride')}</Button>
      </div>
    </div>
  );
}

type LineProps = {
  readonly override: RotaOverride;
  readonly people: readonly Person[];
  readonly onChange: (override: RotaOverride) => void;
};

function Line({ override, people, onChange }: LineProps): ReactElement {
  const setTime = (key: 'from' | 'to', text: string): void => {
    const at = new Date(text).getTime();
    if (!Number.isNaN(at)) onChange({ ...override, [key]: at });
  };
  return (
    <>
      {(['from', 'to'] as const).map((key) => (
        <Field
          key={key}
          type="datetime-local"
          label={t(key === 'from' ? 'alerts.overrideFrom' : 'alerts.overrideTo')}
          value={localText(override[key])}
          onChange={(text) => setTime(key, text)}
          required
        />
      ))}
      {(['first', 'second'] as const).map((rank) => (
        <Select
          key={rank}
          label={t(`alerts.${rank}`)}
          value={override[rank] ?? ''}
          choices={personChoices(people, override[rank])}
          onChange={(id) => onChange({ ...override, [rank]: id === '' ? null : id })}
        />
      ))}
    </>
  );
}
