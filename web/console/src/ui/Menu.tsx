// A button that opens a list of actions: arrows move, Enter chooses, Escape gives the focus back.
import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button, type ButtonProps } from './Button.tsx';

export type MenuItem =
  | {
      readonly label: ReactNode;
      readonly onChoose: () => void;
      readonly checked?: boolean;
      readonly danger?: boolean;
      /** The menu stays open, for boxes to tick. */
      readonly stays?: boolean;
    }
  | { readonly label: ReactNode; readonly href: string; readonly download?: boolean }
  | { readonly heading: string };

type MenuProps = Pick<ButtonProps, 'kind' | 'icon' | 'label' | 'children'> & {
  readonly items: readonly MenuItem[];
  /** Says which side of the button the list is aligned with. */
  readonly side?: 'left' | 'right';
};

const step: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function Menu({ items, side = 'left', children, ...button }: MenuProps): ReactElement {
  const [open, setOpen] = useState(false);
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const choices = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  useEffect(() => {
    if (!open) return undefined;
    list.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
    const outside = ({ target }: Event): void => {
      const inside = target instanceof Node && (list.current?.contains(target) || opener.current?.contains(target));
      if (inside !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const close = (): void => {
    setOpen(false);
    opener.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = choices();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (event.key in step) all.at((at + step[event.key]) % all.length)?.focus();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') return setOpen(false);
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  };
  return (
    <div className="menu">
      <Button {...button} ref={opener} menu={{ open, id }} onPress={() => setOpen(!open)}>
        {children}
      </Button>
      {open && (
        <div ref={list} id={id} role="menu" tabIndex={-1} className={`menu-list menu-${side}`} onKeyDown={onKeyDown}>
          {items.map((item, i) => (
            // Items have no identity but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <MenuLine key={i} item={item} close={close} />
          ))}
        </div>
      )}
    </div>
  );
}

function MenuLine({ item, close }: { readonly item: MenuItem; readonly close: () => void }): ReactElement {
  if ('heading' in item) {
    return (
      <div role="presentation" className="menu-heading">
        {item.heading}
      </div>
    );
  }
  if ('href' in item) {
    return (
      <a role="menuitem" tabIndex={-1} className="menu-item" href={item.href} download={item.download} onClick={close}>
        {item.label}
      </a>
    );
  }
  const { label, onChoose, checked, danger = false, stays = false } = item;
  return (
    <button
      type="button"
      role={checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={checked}
      tabIndex={-1}
      className={`menu-item${danger ? ' menu-danger' : ''}`}
      onClick={() => {
        if (!stays) close();
        onChoose();
      }}
    >
      {label}
    </button>
  );
}
