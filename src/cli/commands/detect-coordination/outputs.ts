// Writes what was asked for; before the long run, looks whether it will be possible.
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceAtomically, writeAtomically, writeError } from '../../../detect/coordination/export/atomic.ts';
import {
  type ExportColumn,
  edgeColumns,
  edgeRows,
  groupColumns,
  memberRows,
} from '../../../detect/coordination/export/columns.ts';
import { csvChunks } from '../../../detect/coordination/export/csv.ts';
import { graphmlChunks } from '../../../detect/coordination/export/graphml.ts';
import { groupsDocument, toJson } from '../../../detect/coordination/export/json.ts';
import type { ReportContext } from '../../../detect/coordination/report/context.ts';
import type { CoordinationResult } from '../../../detect/coordination/result.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import type { Rejected } from '../../../ingest/read.ts';
import type { OutputKind, Outputs } from './request.ts';

export type Written = { readonly kind: OutputKind; readonly path: string; readonly rows: number };

/** Throws FILE_IS_DIRECTORY or FILE_UNWRITABLE for an output that cannot be written, before any work is done. */
export async function checkOutputs(outputs: Outputs): Promise<void> {
  for (const path of Object.values(outputs)) {
    try {
      if ((await stat(path).catch(() => undefined))?.isDirectory() === true) {
        throw new PollwardenError('FILE_IS_DIRECTORY', undefined, { file: path });
      }
      await access(await nearestFolder(dirname(path)), constants.W_OK);
    } catch (error) {
      throw writeError(error, path);
    }
  }
}

/** The folder itself, or the nearest one above it that is there: the rest will be made. */
async function nearestFolder(folder: string): Promise<string> {
  const found = await stat(folder).catch((error: { readonly code?: string }) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return nearestFolder(dirname(folder));
  if (!found.isDirectory()) throw Object.assign(new Error(folder), { code: 'ENOTDIR' });
  return folder;
}

/** Writes every output, each whole or not at all; answers with what was written. */
export async function writeOutputs(
  outputs: Outputs,
  result: CoordinationResult,
  rejected: readonly Rejected[],
  context: ReportContext,
  spreadsheet: boolean,
): Promise<readonly Written[]> {
  const written: Written[] = [];
  const note = (kind: OutputKind, path: string, rows: number): void => void written.push({ kind, path, rows });
  if (outputs.report !== undefined) {
    const { renderReport } = await import('../../../detect/coordination/report/report.ts');
    await writeAtomically(outputs.report, [await renderReport(result, context)]);
    note('report', outputs.report, result.groups.length);
  }
  if (outputs.edges !== undefined) {
    const rows = edgeRows(result);
    await writeTable(outputs.edges, edgeColumns, rows, spreadsheet);
    note('edges', outputs.edges, rows.length);
  }
  if (outputs.groups !== undefined) {
    if (/\.(csv|parquet)$/i.test(outputs.groups)) {
      await writeTable(outputs.groups, groupColumns, memberRows(result), spreadsheet);
    } else await writeAtomically(outputs.groups, [toJson(groupsDocument(result))]);
    note('groups', outputs.groups, result.groups.length);
  }
  if (outputs.graph !== undefined) {
    await writeAtomically(outputs.graph, graphmlChunks(result));
    note('graph', outputs.graph, result.edges.length);
  }
  if (outputs.rejected !== undefined) {
    await writeAtomically(
      outputs.rejected,
      rejected.values().map((row) => `${JSON.stringify(row)}\n`),
    );
    note('rejected', outputs.rejected, rejected.length);
  }
  return written;
}

async function writeTable<R>(
  path: string,
  columns: readonly ExportColumn<R>[],
  rows: readonly R[],
  spreadsheet: boolean,
): Promise<void> {
  if (!path.toLowerCase().endsWith('.parquet')) {
    await writeAtomically(path, csvChunks(columns, rows, { spreadsheet }));
    return;
  }
  const { writeParquet } = await import('../../../detect/coordination/export/parquet.ts');
  await replaceAtomically(path, (temporary) => writeParquet(temporary, columns, rows));
}
