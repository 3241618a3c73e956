// The few drawn signs of the console, 16 units square, in the colour of their text.
import type { ReactElement } from 'react';

const shapes = {
  ok: 'M3 8.5l3.2 3.2L13 5',
  notice: 'M8 7v5M8 4v1.2M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0',
  warning: 'M8 2l6.5 12h-13zM8 6.5v3.5M8 11.5v1',
  severe: 'M8 1.5L14.5 8 8 14.5 1.5 8zM8 5v4M8 10.3v1',
  critical: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM8 4.5v4.5M8 10.5v1',
  neutral: 'M4 8h8',
  open: 'M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0',
  half: 'M1.5 8a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M8 1.5v13M8 4h4M8 6.5h6M8 9.5h6M8 12h4',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  left: 'M10 3.5L5.5 8l4.5 4.5',
  right: 'M6 3.5L10.5 8 6 12.5',
  menu: 'M2 4h12M2 8h12M2 12h12',
  search: 'M2.5 7a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0M10.5 10.5L14 14',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  columns: 'M2 3h12v10H2zM6 3v10M10 3v10',
  download: 'M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11',
  star: 'M8 2l1.8 4 4.2.4-3.2 2.8 1 4.3L8 11.2l-3.8 2.3 1-4.3L2 6.4 6.2 6z',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 14c.6-3 2.7-4.5 5.5-4.5s4.9 1.5 5.5 4.5',
  live: 'M5.5 8a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M2 3.5a6.5 6.5 0 0 0 0 9M14 3.5a6.5 6.5 0 0 1 0 9',
} as const;
export type IconName = keyof typeof shapes;

/** Decoration beside a word: readers do not hear it. */
export function Icon({ name, size = 14 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
