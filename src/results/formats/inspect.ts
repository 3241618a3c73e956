// What one file of a format is, by itself: read, or why not. For looking at files before anything is imported.
import { type ErrorCode, PollwardenError } from '../../kernel/errors.ts';
import type { Pack } from '../packs/pack.ts';
import { readEmlNl } from './eml-nl/read.ts';
import { refusalOf } from './eml-nl/refuse.ts';
import { mostXmlBytes } from './eml-nl/xml.ts';
import { electionOf, mostReportBytes, plainText, readReport } from './nist-cdf/report.ts';
import type { InputFile } from './reading.ts';

export type Inspected =
  | {
      readonly file: string;
      readonly read: true;
      /** Such as 110a, or the detail level of a report. */
      readonly kind: string;
      readonly election: string;
      readonly day: string;
      readonly warnings: readonly string[];
    }
  | {
      readonly file: string;
      readonly read: false;
      readonly code: ErrorCode;
      /** The reason's name, of formats that have some. */
      readonly reason?: string;
      readonly line?: number;
      readonly detail: string;
    };

type Known = Omit<Extract<Inspected, { readonly read: true }>, 'file' | 'read'>;

const inspectors: Readonly<Partial<Record<Pack['reads'], (bytes: Uint8Array, file: string) => Known>>> = {
  'eml-nl': (bytes, file) => {
    const { body, election, warnings } = readEmlNl(bytes, file);
    return { kind: body.kind, election: election.id, day: election.day, warnings };
  },
  'nist-cdf': (bytes, file) => {
    const report = readReport(bytes, file);
    const election = electionOf(report, file);
    return { kind: report.Format, election: plainText(election.Name), day: election.EndDate, warnings: [] };
  },
};

/** PACK_INVALID where files of the pack say nothing by themselves; what is wrong with the file is in the answer. */
export function inspectFile({ path, sizeBytes, read }: InputFile, pack: Pack): Inspected {
  const inspector = inspectors[pack.reads];
  if (inspector === undefined)
    throw new PollwardenError('PACK_INVALID', `files of ${pack.name} are read together: use election import`);
  try {
    if (sizeBytes > Math.max(mostXmlBytes, mostReportBytes))
      throw new PollwardenError('FILE_UNREADABLE', 'is larger than 64 MiB', { file: path });
    return { file: path, read: true, ...inspector(read(), path) };
  } catch (error) {
    if (!(error instanceof PollwardenError)) throw error;
    const { code, line, detail = '' } = error;
    const reason = refusalOf(error);
    return {
      file: path,
      read: false,
      code,
      ...(reason === undefined ? {} : { reason }),
      ...(line === undefined ? {} : { line }),
      detail,
    };
  }
}
