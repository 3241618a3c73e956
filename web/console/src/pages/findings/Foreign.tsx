// A text that came from outside: isolated from the direction of the text around it, hidden characters spelled out.
import type { ReactElement } from 'react';
import { visible } from '../../../../../src/detect/coordination/report/html.ts';

type ForeignProps = {
  readonly text: string;
  /** Characters that are shown; the rest is "…". */
  readonly most?: number;
  /** An id or an address. */
  readonly mono?: boolean;
};

export const Foreign = ({ text, most = 160, mono = false }: ForeignProps): ReactElement => (
  <bdi className={mono ? 'wrap-anywhere mono' : 'wrap-anywhere'}>{visible(text, most)}</bdi>
);

/** The same as plain text, for titles of pages and attributes. */
export const plainly = (text: string, most = 160): string => visible(text, most);
