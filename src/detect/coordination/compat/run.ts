// `--compat`: runs that give what CooRTweet 2.1.3 and the coordination-network-toolkit give, in their columns.
export type { CntNetwork } from './cnt-entries.ts';
export type { CntSummary } from './run-cnt.ts';
export { runCompatCnt } from './run-cnt.ts';
export type { CoortweetSummary } from './run-coortweet.ts';
export { runCompatCoortweet } from './run-coortweet.ts';
