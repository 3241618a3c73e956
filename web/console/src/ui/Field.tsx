// One input with its label, its help and its problem, tied together for readers.
import { type HTMLInputAutoCompleteAttribute, type ReactElement, type ReactNode, useId } from 'react';

type Around = {
  readonly label: string;
  readonly help?: ReactNode;
  readonly problem?: string;
};

type Tied = { readonly id: string; readonly describedBy: string | undefined; readonly invalid: true | undefined };

/** Label, help and problem around any input. */
export function FieldFrame({
  label,
  help,
  problem,
  children,
}: Around & { readonly children: (tied: Tied) => ReactNode }): ReactElement {
  const id = useId();
  const described = [help === undefined ? '' : `${id}-help`, problem === undefined ? '' : `${id}-problem`];
  const describedBy = described.join(' ').trim() || undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, describedBy, invalid: problem === undefined ? undefined : true })}
      {help !== undefined && (
        <div id={`${id}-help`} className="field-help">
          {help}
        </div>
      )}
      {problem !== undefined && (
        <div id={`${id}-problem`} className="field-problem" role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}

export type FieldProps = Around & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'email' | 'password' | 'number' | 'date' | 'time' | 'datetime-local' | 'url';
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly autoFocus?: boolean;
  readonly required?: boolean;
  readonly mono?: boolean;
  readonly inputMode?: 'numeric' | 'text';
  readonly min?: number | string;
  readonly max?: number | string;
  readonly step?: number | 'any';
  readonly maxLength?: number;
  readonly disabled?: boolean;
};

export function Field(props: FieldProps): ReactElement {
  const { label, help, problem, value, onChange, type = 'text', mono = false, ...rest } = props;
  return (
    <FieldFrame label={label} help={help} problem={problem}>
      {({ id, describedBy, invalid }) => (
        <input
          {...rest}
          id={id}
          type={type}
          className={`input${mono ? ' mono' : ''}`}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          spellCheck={type === 'text' && !mono}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}

export type AreaProps = Around & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly mono?: boolean;
  readonly maxLength?: number;
  readonly required?: boolean;
};

export function TextArea(props: AreaProps): ReactElement {
  const { label, help, problem, value, onChange, rows = 4, mono = false, ...rest } = props;
  return (
    <FieldFrame label={label} help={help} problem={problem}>
      {({ id, describedBy, invalid }) => (
        <textarea
          {...rest}
          id={id}
          rows={rows}
          className={`input${mono ? ' mono' : ''}`}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}
