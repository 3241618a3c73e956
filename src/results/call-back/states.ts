// The states of one call and what moves it: the table from which the code works and the picture in docs/call-back.md is
// drawn. Browser-safe.

export const callStates = ['open', 'waiting', 'confirmed', 'locked', 'ended'] as const;
/**
 * open: totals are read back, a code may be handed in. waiting: a try is with the desk. confirmed: the code was right.
 * locked: three tries were not. ended: the operator gave the call up; its line is spent.
 */
export type CallState = (typeof callStates)[number];

export const callEvents = ['tryHandedIn', 'answeredRight', 'answeredWrong', 'answeredLast', 'givenUp'] as const;
export type CallEvent = (typeof callEvents)[number];

type Moves = Readonly<Record<CallState, Partial<Readonly<Record<CallEvent, CallState>>>>>;

const moves: Moves = {
  open: { tryHandedIn: 'waiting', givenUp: 'ended' },
  waiting: { answeredRight: 'confirmed', answeredWrong: 'open', answeredLast: 'locked', givenUp: 'ended' },
  confirmed: {},
  locked: {},
  ended: {},
};

/** Undefined where the event cannot happen in that state. */
export const nextCallState = (from: CallState, event: CallEvent): CallState | undefined => moves[from][event];

/** Mermaid of the table, for the documentation. */
export function callDiagram(): string {
  const words: Readonly<Record<CallEvent, string>> = {
    tryHandedIn: 'a code is handed in',
    answeredRight: 'the desk says right',
    answeredWrong: 'wrong, tries are left',
    answeredLast: 'wrong, the third time',
    givenUp: 'the operator gives up',
  };
  const lines = callStates.flatMap((from) =>
    callEvents.flatMap((event) => {
      const to = nextCallState(from, event);
      return to === undefined ? [] : [`  ${from} --> ${to}: ${words[event]}`];
    }),
  );
  return ['stateDiagram-v2', '  [*] --> open', ...lines].join('\n');
}
