// The reader of NIST SP 1500-100 v2 reports: a definition from one report, returns from any number.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { FormatReader, InputFile } from '../reading.ts';
import { cdfDefinition } from './definition.ts';
import { type CdfReport, mostReportBytes, readReport } from './report.ts';
import { cdfReturns } from './returns.ts';

type Read = { readonly report: CdfReport; readonly file: string };

function* reportsOf(files: readonly InputFile[]): Generator<Read> {
  const found = files.filter(({ path }) => path.toLowerCase().endsWith('.json'));
  if (found.length === 0) throw new PollwardenError('FILE_NOT_FOUND', 'there is no .json file among these');
  for (const { path, sizeBytes, read } of found) {
    if (sizeBytes > mostReportBytes)
      throw new PollwardenError('FILE_UNREADABLE', 'is larger than 64 MiB', { file: path });
    yield { report: readReport(read(), path), file: path };
  }
}

export const nistCdfReader: FormatReader = {
  definition: (files, pack, election) => {
    const [first, second] = reportsOf(files);
    if (second !== undefined)
      throw new PollwardenError('CDF_INVALID', 'a definition is made of one report', { file: second.file });
    return cdfDefinition(first.report, first.file, pack, election);
  },
  returns: (files, _pack, against) => {
    const readings = [...reportsOf(files)].map(({ report, file }) => cdfReturns(report, file, against));
    return {
      arrivals: readings.flatMap(({ arrivals }) => arrivals),
      problems: readings.flatMap(({ problems }) => problems),
    };
  },
};
