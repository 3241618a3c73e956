// What every reader of a format takes and gives. A bad row or file is a problem with its place, and the rest goes on.
import type { Channel, Definition } from '../../elections/definition/definition.ts';
import type { ErrorCode } from '../../kernel/errors.ts';
import type { Pack } from '../packs/pack.ts';
import type { NewArrival } from '../store/returns.ts';

export type InputFile = {
  /** As the user named it, for messages. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly read: () => Uint8Array;
};

export type ReadProblem = {
  readonly code: ErrorCode;
  readonly file: string;
  /** Counted from 1. */
  readonly row?: number;
  readonly detail: string;
  /** A warning is told, and what it is about was read. */
  readonly kind: 'rejected' | 'warning';
};

export type DefinitionReading = { readonly definition: Definition; readonly problems: readonly ReadProblem[] };
export type ReturnsReading = { readonly arrivals: readonly NewArrival[]; readonly problems: readonly ReadProblem[] };

export type FormatReader = {
  /** Throws a PollwardenError with its place where no definition can be made of the files at all. */
  readonly definition: (files: readonly InputFile[], pack: Pack, election: string) => DefinitionReading;
  readonly returns: (
    files: readonly InputFile[],
    pack: Pack,
    against: { readonly definition: Definition; readonly hash: string; readonly channel: Channel; readonly at: string },
  ) => ReturnsReading;
};
