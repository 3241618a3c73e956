// The states of a release and what persons do to move it: the table from which the code works, the picture in
// docs/release.md is drawn, and the test tries every pair. Browser-safe.

export const releaseStates = [
  'none',
  'drafted',
  'proposed',
  'approved',
  'startProposed',
  'started',
  'held',
  'resumeProposed',
] as const;
export type ReleaseState = (typeof releaseStates)[number];

export const releaseSteps = [
  'draft',
  'propose',
  'approve',
  'refuse',
  'proposeStart',
  'approveStart',
  'hold',
  'proposeResume',
  'approveResume',
] as const;
export type ReleaseStep = (typeof releaseSteps)[number];

export type ReleaseTransition = { readonly from: ReleaseState; readonly step: ReleaseStep; readonly to: ReleaseState };

const rows = (
  from: ReleaseState,
  moves: Partial<Readonly<Record<ReleaseStep, ReleaseState>>>,
): readonly ReleaseTransition[] => Object.entries(moves).map(([step, to]) => ({ from, step: step as ReleaseStep, to }));

export const releaseTransitions: readonly ReleaseTransition[] = [
  ...rows('none', { draft: 'drafted' }),
  ...rows('drafted', { draft: 'drafted', propose: 'proposed' }),
  ...rows('proposed', { approve: 'approved', refuse: 'drafted' }),
  // Another policy before the start, or while it is held, goes the whole way again.
  ...rows('approved', { draft: 'drafted', proposeStart: 'startProposed' }),
  ...rows('startProposed', { approveStart: 'started', refuse: 'approved', hold: 'held' }),
  ...rows('started', { hold: 'held' }),
  // Whoever holds what is held already is told that it is held.
  ...rows('held', { hold: 'held', proposeResume: 'resumeProposed', draft: 'drafted' }),
  ...rows('resumeProposed', { approveResume: 'started', refuse: 'held', hold: 'held' }),
];

/** Undefined where the step cannot be taken in that state. */
export const nextReleaseState = (from: ReleaseState, step: ReleaseStep): ReleaseState | undefined =>
  releaseTransitions.find((one) => one.from === from && one.step === step)?.to;

/** Steps of the second of two persons, and the step whose person may not take it. */
export const secondOf: Partial<Readonly<Record<ReleaseStep, ReleaseStep>>> = {
  approve: 'propose',
  approveStart: 'proposeStart',
  approveResume: 'proposeResume',
};

/** Mermaid of the table, for the documentation. */
export function releaseDiagram(): string {
  const words: Readonly<Record<ReleaseStep, string>> = {
    draft: 'a policy is drafted',
    propose: 'one person proposes',
    approve: 'a second person approves',
    refuse: 'a second person refuses',
    proposeStart: 'one person proposes the start',
    approveStart: 'a second person starts',
    hold: 'any one person holds, at once',
    proposeResume: 'one person proposes to resume',
    approveResume: 'a second person resumes',
  };
  const lines = releaseTransitions
    .filter(({ from, to }) => from !== to)
    .map(({ from, step, to }) => `  ${from === 'none' ? '[*]' : from} --> ${to}: ${words[step]}`);
  return ['stateDiagram-v2', ...lines].join('\n');
}
