// The parameters of a detector, with meaning, bounds and default.
import { type ReactElement, useState } from 'react';
import type { Detector, DetectorParameter } from '../../../../../src/server/features/detectors/schemas.ts';
import { send, useChange } from '../../api/hooks.ts';
import { t } from '../../messages/t.ts';
import { useMay } from '../../session/session.ts';
import { Section } from '../../templates/DetailPage.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { numberText } from '../../ui/Num.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { toast } from '../../ui/toast.ts';

type Value = DetectorParameter['value'];
const textOf = (value: Value): string => (typeof value === 'number' ? String(value) : value.join(', '));

/** Undefined for what is no number, or out of bounds. */
function valueOf({ kind, least, most }: DetectorParameter, text: string): Value | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const numbers = parts.map(Number);
  const fit = numbers.every((number, i) => {
    if (parts[i] === '' || !Number.isFinite(number) || (kind === 'integer' && !Number.isInteger(number))) return false;
    return number >= (least ?? -Infinity) && number <= (most ?? Infinity);
  });
  if (!fit || (kind !== 'numbers' && numbers.length !== 1)) return undefined;
  return kind === 'numbers' ? numbers : numbers[0];
}

function helpOf({ meaning, least, most, unit, default: standard, kind }: DetectorParameter): string {
  const bounds = { least: least === null ? '–' : numberText(least), most: most === null ? '–' : numberText(most) };
  const range = unit === null ? t('detectors.bounds', bounds) : t('detectors.boundsUnit', { ...bounds, unit });
  const several = kind === 'numbers' ? ` ${t('detectors.numbersHelp')}` : '';
  return `${meaning}${several} ${range} · ${t('detectors.default', { value: textOf(standard) })}`;
}

export function Parameters({ detector: { name, parameters } }: { readonly detector: Detector }): ReactElement {
  const may = useMay('PUT /detectors/:name');
  const [texts, setTexts] = useState(() =>
    Object.fromEntries(parameters.map(({ key, value }) => [key, textOf(value)])),
  );
  const values = parameters.map((one) => ({ key: one.key, value: valueOf(one, texts[one.key]) }));
  const wrong = values.some(({ value }) => value === undefined);
  const save = useChange(
    async () =>
      await send('PUT', `/detectors/${encodeURIComponent(name)}`, {
        parameters: Object.fromEntries(values.map(({ key, value }) => [key, value])),
      }),
    ['/detectors'],
  );
  return (
    <Section title={t('detectors.parameters')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) save.mutate(undefined, { onSuccess: () => toast(t('detectors.saved')) });
        }}
      >
        <p className="muted">{t('detectors.parametersAbout')}</p>
        {parameters.map((one, i) => (
          <Field
            key={one.key}
            label={one.title}
            help={helpOf(one)}
            value={texts[one.key]}
            disabled={!may}
            {...(values[i].value === undefined ? { problem: t('detectors.notNumber') } : {})}
            onChange={(text) => setTexts({ ...texts, [one.key]: text })}
          />
        ))}
        <Problem error={save.error} />
        {may && (
          <div className="row">
            <Button type="submit" busy={save.isPending} disabled={wrong}>
              {t('detectors.save')}
            </Button>
            <Button
              kind="quiet"
              onPress={() => setTexts(Object.fromEntries(parameters.map((one) => [one.key, textOf(one.default)])))}
            >
              {t('detectors.reset')}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}
