// A button says a verb and a noun. While its work is going on it cannot be pressed again.
import type { ReactElement, ReactNode, Ref } from 'react';
import { Link } from 'react-router';
import { Icon, type IconName } from './icons.tsx';

type Kind = 'primary' | 'plain' | 'quiet' | 'danger';
type Looks = { readonly kind?: Kind; readonly icon?: IconName; readonly children?: ReactNode };

export type ButtonProps = Looks & {
  readonly onPress?: () => void;
  readonly type?: 'button' | 'submit';
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** Where the button shows only an icon. */
  readonly label?: string;
  readonly pressed?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly menu?: { readonly open: boolean; readonly id: string };
};

export function Button(props: ButtonProps): ReactElement {
  const { kind = 'plain', icon, children, onPress, type = 'button', busy = false, disabled = false } = props;
  const { label, pressed, ref, menu } = props;
  return (
    <button
      ref={ref}
      type={type === 'submit' ? 'submit' : 'button'}
      className={`button button-${kind}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-busy={busy || undefined}
      aria-haspopup={menu === undefined ? undefined : 'menu'}
      aria-expanded={menu?.open}
      aria-controls={menu?.open === true ? menu.id : undefined}
      disabled={disabled || busy}
      onClick={onPress}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** Looks like a button, is a link: goes to a page of this space. */
export function ButtonLink({ to, kind = 'plain', icon, children }: Looks & { readonly to: string }): ReactElement {
  return (
    <Link className={`button button-${kind}`} to={to}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </Link>
  );
}
