// A word with its explanation, on pointing at it and on focus; Escape hides it.
import { type ReactElement, type ReactNode, useId, useState } from 'react';

type TooltipProps = { readonly text: ReactNode; readonly children: ReactNode };

export function Tooltip({ text, children }: TooltipProps): ReactElement {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <span className="tooltip" onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
      <button
        type="button"
        className="tooltip-word"
        aria-describedby={open ? id : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(!open)}
        onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}
      >
        {children}
      </button>
      {open && (
        <span role="tooltip" id={id} className="tooltip-text">
          {text}
        </span>
      )}
    </span>
  );
}
