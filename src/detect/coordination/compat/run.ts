// `--compat`: runs that give what CooRTweet 2.1.3 and the coordination-network-toolkit give, in their columns.
export type { CntNetwork } from './cnt-entries.ts';
export { runCompatCnt } from './run-cnt.ts';
export { runCompatCoortweet } from './run-coortweet.ts';
