// What people make of a finding, as a state machine; drawn in docs/findings.md. Only a person moves it.
import type { FindingState } from './finding.ts';

export const nextStates: Readonly<Record<FindingState, readonly FindingState[]>> = {
  new: ['examined', 'confirmed', 'dismissed'],
  examined: ['new', 'confirmed', 'dismissed'],
  confirmed: ['examined'],
  dismissed: ['examined'],
};

/** A decision is explained, and so is taking one back. */
export const needsReason = (from: FindingState, to: FindingState): boolean =>
  to === 'confirmed' || to === 'dismissed' || from === 'confirmed' || from === 'dismissed';
