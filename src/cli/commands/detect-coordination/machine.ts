// The machine form of the command: one JSON document on stdout.
import { jsonFormat } from '../../../detect/coordination/export/json.ts';
import { headlineText } from '../../../detect/coordination/report/headline.ts';
import type { CoordinationResult } from '../../../detect/coordination/result.ts';
import type { Rejected } from '../../../ingest/read.ts';
import { nothingExamined, nothingExaminedHeadline } from './nothing-examined.ts';
import type { Written } from './outputs.ts';

const mostRejected = 1000;

export function machineDocument(
  result: CoordinationResult,
  written: readonly Written[],
  rejected: readonly Rejected[],
  rejectedCount: number,
  exitCode: number,
): object {
  return {
    format: jsonFormat,
    timeUnit: 'seconds since 1970-01-01T00:00:00Z',
    exitCode,
    headline: nothingExamined(result) ? nothingExaminedHeadline : headlineText(result).replaceAll('\u00a0', ' '),
    ...result,
    rejected: { count: rejectedCount, rows: rejected.slice(0, mostRejected) },
    files: written,
  };
}
