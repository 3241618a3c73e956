// The states of one unit in one contest and what moves it between them: the table from which the code works, the picture
// in docs/reconciliation.md is drawn, and the test tries every pair. Browser-safe.

export const unitStates = ['awaited', 'received', 'confirmed', 'conflicting', 'corrected', 'certified'] as const;
/**
 * awaited: no return. received: on one channel. confirmed: two channels agree on all that both are to carry.
 * conflicting: channels, or two returns on one channel, differ. corrected: differed once, and no longer do, by a
 * corrigendum or a person's decision. certified: two persons closed it.
 */
export type UnitState = (typeof unitStates)[number];

export const unitEvents = [
  'returnReceived',
  'agreementReached',
  'differenceFound',
  'corrigendumAgreed',
  'superseded',
  'decided',
  'certified',
  'reopened',
] as const;
export type UnitEvent = (typeof unitEvents)[number];

export type Transition = { readonly from: UnitState; readonly event: UnitEvent; readonly to: UnitState };

const rows = (from: UnitState, moves: Partial<Readonly<Record<UnitEvent, UnitState>>>): readonly Transition[] =>
  Object.entries(moves).map(([event, to]) => ({ from, event: event as UnitEvent, to }));

export const transitions: readonly Transition[] = [
  ...rows('awaited', { returnReceived: 'received', agreementReached: 'confirmed', differenceFound: 'conflicting' }),
  ...rows('received', {
    returnReceived: 'received',
    agreementReached: 'confirmed',
    differenceFound: 'conflicting',
    corrigendumAgreed: 'corrected',
    superseded: 'received',
    certified: 'certified',
  }),
  ...rows('confirmed', {
    agreementReached: 'confirmed',
    differenceFound: 'conflicting',
    corrigendumAgreed: 'corrected',
    superseded: 'received',
    certified: 'certified',
  }),
  ...rows('conflicting', {
    differenceFound: 'conflicting',
    corrigendumAgreed: 'corrected',
    decided: 'corrected',
    superseded: 'received',
  }),
  ...rows('corrected', {
    corrigendumAgreed: 'corrected',
    decided: 'corrected',
    differenceFound: 'conflicting',
    superseded: 'received',
    certified: 'certified',
  }),
  ...rows('certified', { reopened: 'received' }),
];

/** Undefined where the event cannot happen in that state. */
export const nextState = (from: UnitState, event: UnitEvent): UnitState | undefined =>
  transitions.find((one) => one.from === from && one.event === event)?.to;

/** Mermaid of the table, for the documentation. */
export function stateDiagram(): string {
  const words: Readonly<Record<UnitEvent, string>> = {
    returnReceived: 'a return on one channel',
    agreementReached: 'two channels agree',
    differenceFound: 'a difference is found',
    corrigendumAgreed: 'a corrigendum settles it',
    superseded: 'a corrigendum waits for its second channel',
    decided: 'a person decides, with a ground',
    certified: 'two persons certify',
    reopened: 'two persons reopen',
  };
  const lines = transitions
    .filter(({ from, to }) => from !== to)
    .map(({ from, event, to }) => `  ${from} --> ${to}: ${words[event]}`);
  return ['stateDiagram-v2', '  [*] --> awaited', ...lines].join('\n');
}
