// The phases of an election, in their order.
export const phases = ['setup', 'register', 'candidates', 'campaign', 'voting', 'tally', 'results'] as const;
export type Phase = (typeof phases)[number];
