// A few states side by side with their counts; one holds.
import type { ReactElement, ReactNode } from 'react';
import { Num } from './Num.tsx';

export type Segment<K extends string = string> = {
  readonly key: K;
  readonly label: ReactNode;
  readonly count?: number;
};
type SegmentedProps<K extends string> = {
  readonly label: string;
  readonly segments: readonly Segment<K>[];
  readonly value: K | undefined;
  readonly onChange: (key: K) => void;
};

export function Segmented<K extends string>({ label, segments, value, onChange }: SegmentedProps<K>): ReactElement {
  return (
    <fieldset className="segmented" aria-label={label}>
      {segments.map(({ key, label: text, count }) => (
        <button key={key} type="button" aria-pressed={key === value} onClick={() => onChange(key)}>
          {text}
          {count !== undefined && <Num value={count} className="segmented-count" />}
        </button>
      ))}
    </fieldset>
  );
}
