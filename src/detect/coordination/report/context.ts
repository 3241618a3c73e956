// What the report is told beside the result: where the input came from, what was rejected, where the exports lie.
import type { ListedNetwork } from './declared-list.ts';

export type ReportInput = { readonly name: string; readonly sizeBytes?: number; readonly sha256?: string };
export type ReportRejected = {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly reason: string;
};

export type ReportContext = {
  readonly inputs: readonly ReportInput[];
  readonly rejected: { readonly count: number; readonly examples: readonly ReportRejected[] };
  /** Names of the files that hold everything that the report cuts. */
  readonly groupsFile?: string;
  readonly edgesFile?: string;
  readonly declaredNetworks: number;
  /** The list of declared networks, each with those of its accounts that occur in the input. */
  readonly declared?: readonly ListedNetwork[];
  /** A line of the person who ran it: a case number, or that the data is a demonstration. */
  readonly note?: string;
  readonly program: string;
};

/** Where the reader finds what was cut. */
export function restIn(context: ReportContext): string {
  return context.groupsFile === undefined
    ? 'the rest is in the file that --groups writes'
    : `the rest is in ${context.groupsFile}`;
}

/** How much evidence each group shows, so that the page stays small however many groups there are. */
export type Caps = {
  readonly groups: number;
  readonly members: number;
  readonly objects: number;
  readonly posts: number;
  readonly edges: number;
  readonly evidence: number;
};

export function capsFor(groups: number): Caps {
  if (groups <= 4) return { groups: 4, members: 250, objects: 30, posts: 40, edges: 60, evidence: 12 };
  if (groups <= 12) return { groups: 12, members: 100, objects: 15, posts: 25, edges: 25, evidence: 8 };
  return { groups: 25, members: 60, objects: 8, posts: 20, edges: 12, evidence: 6 };
}
