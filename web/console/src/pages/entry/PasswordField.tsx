// A password: shown while one wants to see it, so that nobody types it twice.
import { type ReactElement, useState } from 'react';
import { t } from '../../messages/t.ts';
import { Field } from '../../ui/Field.tsx';
import { Checkbox } from '../../ui/Select.tsx';

type PasswordFieldProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** A new one is offered by password managers, and its rules are told. */
  readonly isNew?: boolean;
  readonly label?: string;
  readonly autoFocus?: boolean;
};

export function PasswordField({ value, onChange, isNew = false, label, autoFocus }: PasswordFieldProps): ReactElement {
  const [shown, setShown] = useState(false);
  return (
    <div className="stack-tight">
      <Field
        label={label ?? t(isNew ? 'entry.newPassword' : 'entry.password')}
        help={isNew ? t('entry.passwordRules') : undefined}
        type={shown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        value={value}
        onChange={onChange}
        autoFocus={autoFocus}
        maxLength={1000}
        required
      />
      {isNew && <Checkbox label={t('entry.showPassword')} checked={shown} onChange={setShown} />}
    </div>
  );
}
