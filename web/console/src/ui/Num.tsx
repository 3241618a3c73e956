// A number in even figures.
import type { ReactElement } from 'react';
import { bytesText, numberText } from './number-text.ts';

type NumProps = { readonly value: number | null | undefined; readonly className?: string; readonly bytes?: boolean };

/** A dash where there is no number. */
export function Num({ value, className, bytes = false }: NumProps): ReactElement {
  const text = value === null || value === undefined ? '–' : bytes ? bytesText(value) : numberText(value);
  return <span className={className}>{text}</span>;
}

export { bytesText, numberText };
