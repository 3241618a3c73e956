// What polling stations report on polling day and what it makes of their state: one table, of which the test tries every
// pair. Browser-safe.

export const pollingPhases = ['awaited', 'open', 'interrupted', 'closed'] as const;
/** awaited: nobody has reported that it opened. */
export type PollingPhase = (typeof pollingPhases)[number];

export const pollingNeeds = ['shortOfBallots', 'withoutRegister', 'onPaper'] as const;
/** What a station lacks, or does without, while it is in whichever phase. onPaper: votes on paper where machines are the rule. */
export type PollingNeed = (typeof pollingNeeds)[number];

export const pollingEvents = [
  'opened',
  'interrupted',
  'resumed',
  'shortOfBallots',
  'ballotsArrived',
  'withoutRegister',
  'registerBack',
  'onPaper',
  'paperEnded',
  'extended',
  'closed',
  'note',
  'withdrawn',
] as const;
/** withdrawn: the report that it names was a mistake. extended: polling goes on beyond the hours. note: words only. */
export type PollingEvent = (typeof pollingEvents)[number];

/** One key for each on a telephone operator's keyboard. */
export const eventKeys: Readonly<Record<Exclude<PollingEvent, 'withdrawn'>, string>> = {
  opened: 'o',
  interrupted: 'i',
  resumed: 'r',
  shortOfBallots: 'b',
  ballotsArrived: 'a',
  withoutRegister: 'w',
  registerBack: 'k',
  onPaper: 'p',
  paperEnded: 'm',
  extended: 'e',
  closed: 'c',
  note: 'n',
};

export type PollingState = {
  readonly phase: PollingPhase;
  /** With the instant since when. */
  readonly needs: Readonly<Partial<Record<PollingNeed, number>>>;
  readonly extended: boolean;
  readonly openedAt: number | undefined;
  readonly closedAt: number | undefined;
  /** Since when it is in its phase. */
  readonly since: number | undefined;
};

export const firstState: PollingState = {
  phase: 'awaited',
  needs: {},
  extended: false,
  openedAt: undefined,
  closedAt: undefined,
  since: undefined,
};

const phaseAfter: Readonly<Partial<Record<PollingEvent, Readonly<Record<PollingPhase, PollingPhase>>>>> = {
  opened: { awaited: 'open', open: 'open', interrupted: 'open', closed: 'open' },
  interrupted: { awaited: 'interrupted', open: 'interrupted', interrupted: 'interrupted', closed: 'closed' },
  resumed: { awaited: 'open', open: 'open', interrupted: 'open', closed: 'closed' },
  closed: { awaited: 'closed', open: 'closed', interrupted: 'closed', closed: 'closed' },
};
const needFrom: Readonly<Partial<Record<PollingEvent, PollingNeed>>> = {
  shortOfBallots: 'shortOfBallots',
  withoutRegister: 'withoutRegister',
  onPaper: 'onPaper',
};
const needEnds: Readonly<Partial<Record<PollingEvent, PollingNeed>>> = {
  ballotsArrived: 'shortOfBallots',
  registerBack: 'withoutRegister',
  paperEnded: 'onPaper',
};

function needsAfter(needs: PollingState['needs'], event: PollingEvent, at: number): PollingState['needs'] {
  if (event === 'closed') return {};
  const [begins, ends] = [needFrom[event], needEnds[event]];
  if (begins !== undefined) return { ...needs, [begins]: needs[begins] ?? at };
  if (ends === undefined) return needs;
  return Object.fromEntries(Object.entries(needs).filter(([need]) => need !== ends));
}

/** `at` is the instant that the report tells of. */
export function stateAfter(state: PollingState, event: PollingEvent, at: number): PollingState {
  const phase = phaseAfter[event]?.[state.phase] ?? state.phase;
  return {
    phase,
    needs: needsAfter(state.needs, event, at),
    extended: event === 'extended' || (state.extended && event !== 'closed'),
    openedAt: state.openedAt ?? (phase === 'open' ? at : undefined),
    closedAt: phase === 'closed' ? (state.closedAt ?? at) : undefined,
    since: phase === state.phase ? state.since : at,
  };
}
