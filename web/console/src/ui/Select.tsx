// One of a few values, by the browser's own list; and a box to tick.
import { type ReactElement, type ReactNode, useId } from 'react';
import { FieldFrame } from './Field.tsx';

export type Choice<V extends string> = { readonly value: V; readonly label: string };
type SelectProps<V extends string> = {
  readonly label: string;
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChange: (value: V) => void;
  readonly help?: ReactNode;
  readonly problem?: string;
  readonly disabled?: boolean;
};

export function Select<V extends string>(props: SelectProps<V>): ReactElement {
  const { label, value, choices, onChange, help, problem, disabled } = props;
  return (
    <FieldFrame label={label} help={help} problem={problem}>
      {({ id, describedBy }) => (
        <select
          id={id}
          className="input"
          value={value}
          disabled={disabled}
          aria-describedby={describedBy}
          onChange={(event) => onChange(event.target.value as V)}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}

type CheckboxProps = {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly help?: string;
  readonly disabled?: boolean;
};

export function Checkbox({ label, checked, onChange, help, disabled }: CheckboxProps): ReactElement {
  const id = useId();
  return (
    <div className="checkbox">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {help !== undefined && (
        <div id={`${id}-help`} className="field-help">
          {help}
        </div>
      )}
    </div>
  );
}
