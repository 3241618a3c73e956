// A question before something happens: the browser keeps the focus inside, Escape leaves, the opener gets focus back.
import { type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { t } from '../messages/t.ts';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { Problem } from './Problem.tsx';

type FrameProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
};

/** The bare dialog, for forms of one's own. */
export function Dialog({ title, onClose, children, wide = false }: FrameProps): ReactElement {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

export type ConfirmProps = {
  /** A question that names the object: "Restrict Ada Byron?" */
  readonly title: string;
  /** What happens, to whom, how far it reaches. */
  readonly children: ReactNode;
  /** Whether, and how, it can be undone. */
  readonly undo: string;
  /** Verb and noun. */
  readonly action: string;
  readonly danger?: boolean;
  /** What is to be typed first, for what cannot be undone. */
  readonly typed?: string;
  readonly busy?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

export function Confirm(props: ConfirmProps): ReactElement {
  const { title, children, undo, action, danger = false, typed, busy = false, error, onConfirm, onClose } = props;
  const [text, setText] = useState('');
  const ready = typed === undefined || text.trim() === typed;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onConfirm();
        }}
      >
        <div className="prose stack-tight">{children}</div>
        <p className="dialog-undo">{undo}</p>
        {typed !== undefined && (
          <Field mono label={t('common.typeToConfirm', { text: typed })} value={text} onChange={setText} autoFocus />
        )}
        <Problem error={error} />
        <div className="row dialog-actions">
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy} disabled={!ready}>
            {action}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
