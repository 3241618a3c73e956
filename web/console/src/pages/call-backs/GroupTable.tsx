// One group of figures as it is read out: what has come beside what was heard, and the control sum at its end.
import { type ReactElement, useState } from 'react';
import { t } from '../../messages/t.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Num, numberText } from '../../ui/Num.tsx';
import { figureOf, type Group, type Heard, type Mark, markOf, sumOf } from './read-back.ts';

const tones: Readonly<Record<Mark, Tone>> = {
  missing: 'open',
  notWhole: 'warning',
  alone: 'half',
  differs: 'severe',
  agrees: 'ok',
};

type Props = {
  readonly group: Group;
  readonly heard: Heard;
  /** What has come is shown once the figure was typed: nobody nods along. */
  readonly blind: boolean;
  readonly onHeard: (key: string, text: string) => void;
};

const MarkBadge = ({ mark }: { readonly mark: Mark }): ReactElement => (
  <Badge tone={tones[mark]}>{t(`callBacks.${mark}`)}</Badge>
);

export function GroupTable({ group, heard, blind, onHeard }: Props): ReactElement {
  return (
    <div className="table-frame" role="region" aria-label={group.name} tabIndex={-1}>
      <table className="call-figures" aria-label={group.name}>
        <caption>{group.name}</caption>
        <thead>
          <tr>
            <th scope="col">{t('callBacks.column.figure')}</th>
            <th scope="col" className="number">
              {t('callBacks.column.expected')}
            </th>
            <th scope="col" className="number">
              {t('callBacks.column.heard')}
            </th>
            <th scope="col">{t('callBacks.column.mark')}</th>
          </tr>
        </thead>
        <tbody>
          {group.fields.map(({ key, label, expected }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td className="number">
                <Num value={blind && figureOf(heard[key]) === undefined ? null : expected} />
              </td>
              <td className="number">
                <FigureInput
                  label={t('callBacks.heardOf', { label })}
                  value={heard[key] ?? ''}
                  onChange={(text) => onHeard(key, text)}
                />
              </td>
              <td>
                <MarkBadge mark={markOf(expected, heard[key])} />
              </td>
            </tr>
          ))}
          <ControlSum group={group} heard={heard} />
        </tbody>
      </table>
    </div>
  );
}

/** Reckoned here, and compared with what the centre says, where the operator types it. */
function ControlSum({ group, heard }: Pick<Props, 'group' | 'heard'>): ReactElement {
  const [said, setSaid] = useState('');
  const sum = sumOf(group, heard);
  const compared = sum !== undefined && figureOf(said) !== undefined;
  return (
    <tr className="call-sum">
      <th scope="row">{t('callBacks.sum')}</th>
      <td className="number">
        {sum === undefined ? t('callBacks.sumUnknown') : t('callBacks.sumReckoned', { sum: numberText(sum) })}
      </td>
      <td className="number">
        <FigureInput label={t('callBacks.sumOf', { group: group.name })} value={said} onChange={setSaid} />
      </td>
      <td>{compared && <MarkBadge mark={markOf(sum, said)} />}</td>
    </tr>
  );
}

type InputProps = { readonly label: string; readonly value: string; readonly onChange: (text: string) => void };

const FigureInput = ({ label, value, onChange }: InputProps): ReactElement => (
  <input
    className="input call-figure"
    aria-label={label}
    inputMode="numeric"
    autoComplete="off"
    maxLength={20}
    value={value}
    aria-invalid={value.trim() !== '' && figureOf(value) === undefined ? true : undefined}
    onChange={(event) => onChange(event.target.value)}
  />
);
