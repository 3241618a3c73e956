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
  ...rows('awaited', {
    returnReceived: 'received',
    agreementReached: 'confirmed',
    differenceFound: 'conflicting',
    // Where several arrivals are looked at together, or states are made anew.
    corrigendumAgreed: 'corrected',
    decided: 'corrected',
    certified: 'certified',
  }),
  ...rows('received', {
    returnReceived: 'received',
    agreementReached: 'confirmed',
    differenceFound: 'conflicting',
    corrigendumAgreed: 'corrected',
    // After a reopening: what a person decided before holds again, where the returns are the same.
    decided: 'corrected',
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
    agreementReached: 'confirmed',
    // Named as an exception, with a reason.
    certified: 'certified',
  }),
  ...rows('corrected', {
    corrigendumAgreed: 'corrected',
    decided: 'corrected',
    differenceFound: 'conflicting',
    agreementReached: 'confirmed',
    superseded: 'received',
    certified: 'certified',
  }),
  ...rows('certified', { reopened: 'received' }),
];

/** Undefined where the event cannot happen in that state. */
export const nextState = (from: UnitState, event: UnitEvent): UnitState | undefined =>
  transitions.find((one) => one.from === from && one.event === event)?.to;

/** Which event leads from one state to what the arrivals gave. `decided`: by a person's decision, not a corrigendum. */
export function eventBetween(from: UnitState, to: UnitState, decided: boolean): UnitEvent {
  if (from === 'certified' && to !== 'certified') return 'reopened';
  if (to === 'confirmed') return 'agreementReached';
  if (to === 'conflicting') return 'differenceFound';
  if (to === 'corrected') return decided ? 'decided' : 'corrigendumAgreed';
  if (to === 'certified') return 'certified';
  return from === 'awaited' || from === 'received' ? 'returnReceived' : 'superseded';
}

/**
 * The steps of the table that lead there: one, or two where a reopened unit is at once more than received. Throws where
 * the table has no such step, which is a defect.
 */
export function stepsBetween(from: UnitState, to: UnitState, decided: boolean): readonly Transition[] {
  // What arrived after certification does not count.
  if (from === to && (from === 'awaited' || from === 'certified')) return [];
  const event = eventBetween(from, to, decided);
  const next = nextState(from, event);
  if (next === undefined || (next === from && next !== to))
    throw new Error(`a unit that is ${from} cannot become ${to}`);
  const step: Transition = { from, event, to: next };
  return next === to ? [step] : [step, ...stepsBetween(next, to, decided)];
}

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
