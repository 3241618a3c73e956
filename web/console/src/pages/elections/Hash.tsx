// A SHA-256 in sixteen groups of four: as two persons read it out to each other.
import type { ReactElement } from 'react';
import './elections.css';

export const Hash = ({ hash, label }: { readonly hash: string; readonly label: string }): ReactElement => (
  <div className="hash-groups" role="group" aria-label={label}>
    {Array.from({ length: 16 }, (_, i) => (
      <code key={i}>{hash.slice(4 * i, 4 * i + 4)}</code>
    ))}
  </div>
);
