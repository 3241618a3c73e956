// A question before something happens: the browser keeps the focus inside, Escape leaves (and asks first where there is
// text that was not sent), Ctrl+Enter sends, the opener gets focus back.
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { t } from '../messages/t.ts';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { Problem } from './Problem.tsx';
import { holdsText, typedOf } from './unsent.ts';

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
  const written = useRef(new Set<HTMLInputElement | HTMLTextAreaElement>());
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const keep = (): void => {
    setAsking(false);
    [...written.current].findLast((input) => input.isConnected)?.focus();
  };
  const leave = (): void => {
    const inputs = [...written.current].filter((input) => input.isConnected);
    if (!asking && holdsText(inputs.map(typedOf))) return setAsking(true);
    return asking ? keep() : onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      // As if it were clicked: a button that is not ready sends nothing.
      element.current?.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
    } else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
  };
  const onInput = ({ target }: FormEvent): void => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) written.current.add(target);
  };
  return (
    <dialog
      ref={element}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onKeyDown={onKeyDown}
      onInput={onInput}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      {asking && <Unsent onKeep={keep} onDiscard={onClose} />}
    </dialog>
  );
}

type UnsentProps = { readonly onKeep: () => void; readonly onDiscard: () => void };

function Unsent({ onKeep, onDiscard }: UnsentProps): ReactElement {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  return (
    <div className="notice notice-warning row" role="alert">
      <span>{t('common.unsentText')}</span>
      <Button ref={keep} onPress={onKeep}>
        {t('common.unsentKeep')}
      </Button>
      <Button kind="danger" onPress={onDiscard}>
        {t('common.unsentDiscard')}
      </Button>
    </div>
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
          <div data-passing>
            <Field mono label={t('common.typeToConfirm', { text: typed })} value={text} onChange={setText} autoFocus />
          </div>
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
