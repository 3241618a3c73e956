// Some changes ask for the password again: the first try goes without it, and where the server wants it, it is asked.
import { type ReactElement, useState } from 'react';
import { isFailure } from '../../api/failure.ts';
import { t } from '../../messages/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { PasswordField } from '../entry/PasswordField.tsx';

type Attempt = (password: string | undefined) => Promise<void>;
type Asking = { readonly attempt: Attempt; readonly error?: unknown };

export type ConfirmSelf = {
  /** Runs `attempt`, and again with the password where it is needed. Throws other failures. */
  readonly run: (attempt: Attempt) => Promise<void>;
  /** The question, while there is one. */
  readonly question: ReactElement | null;
};

const needsPassword = (error: unknown): boolean => isFailure(error) && error.code === 'PASSWORD_NEEDED';

export function useConfirmSelf(): ConfirmSelf {
  const [asking, setAsking] = useState<Asking>();
  const run = async (attempt: Attempt): Promise<void> => {
    try {
      await attempt(undefined);
    } catch (error) {
      if (!needsPassword(error)) throw error;
      setAsking({ attempt });
    }
  };
  const answer = async (attempt: Attempt, password: string): Promise<void> => {
    try {
      await attempt(password);
      setAsking(undefined);
    } catch (error) {
      setAsking({ attempt, error });
    }
  };
  const question =
    asking === undefined ? null : (
      <AskPassword
        error={asking.error}
        onAnswer={(password) => void answer(asking.attempt, password)}
        onClose={() => setAsking(undefined)}
      />
    );
  return { run, question };
}

type AskProps = {
  readonly error: unknown;
  readonly onAnswer: (password: string) => void;
  readonly onClose: () => void;
};

function AskPassword({ error, onAnswer, onClose }: AskProps): ReactElement {
  const [password, setPassword] = useState('');
  return (
    <Dialog title={t('account.confirmPasswordTitle')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer(password);
        }}
      >
        <p>{t('account.confirmPasswordAbout')}</p>
        <PasswordField label={t('account.confirmPassword')} value={password} onChange={setPassword} autoFocus />
        <Problem error={error} />
        <div className="row dialog-actions">
          <Button type="submit" kind="primary">
            {t('account.confirmAction')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
