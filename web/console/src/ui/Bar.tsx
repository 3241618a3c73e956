// A share as a bar, beside the number that says it: readers hear the number only.
import type { ReactElement } from 'react';

/** `share` from 0 to 1. */
export const Bar = ({ share }: { readonly share: number }): ReactElement => (
  <svg className="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect className="bar-whole" width={100} height={8} />
    <rect className="bar-share" width={Math.max(0, Math.min(1, share)) * 100} height={8} />
  </svg>
);
