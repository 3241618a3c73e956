// The roles of people, in the words of the console.
export const roles = [
  'administrator',
  'electionAuthority',
  'resultsOperator',
  'callBackDesk',
  'analyst',
  'platformDesk',
  'party',
  'observer',
] as const;
export type Role = (typeof roles)[number];
