// How far something is; without a number only that it goes on.
import type { ReactElement } from 'react';

type ProgressProps = { readonly label: string /** From 0 to 1. */; readonly done?: number | null };

export const Progress = ({ label, done }: ProgressProps): ReactElement => (
  <div className="progress">
    <progress aria-label={label} max={1} value={done ?? undefined} />
    <span className="small muted">{label}</span>
  </div>
);
