// Writes one file of a bulletin with all that stands beside it, unless it is there already. Runs in the threads.
import { join } from 'node:path';
import { unitsCsv } from '../../results/formats/csv-export.ts';
import { writeEml510 } from '../../results/formats/eml-nl/write-510.ts';
import { writeEml520 } from '../../results/formats/eml-nl/write-520.ts';
import { writeCdf } from '../../results/formats/nist-cdf/write.ts';
import { digestOf, hashedPath } from './hashed-name.ts';
import { dataTwin } from './twins.ts';
import { writeCompressed } from './whole-file.ts';
import type { DataTask, ExportFigures, ExportTask, PlaceTask, WriterData, Written } from './writing.ts';

/** The script beside a file of data has its name, and so its hash: it carries the same text. */
export const twinPath = (path: string): string => path.replace(/\.json$/, '.js');

function writeData({ root, trusted }: WriterData, task: DataTask): Written {
  const { role, name, extension, of, bytes, twin, effort } = task;
  const sha256 = digestOf(bytes);
  const path = hashedPath(name, sha256, extension);
  const file = { role, path, sha256, bytes: bytes.length, ...(of === undefined ? {} : { of }) };
  if (trusted.has(path)) return { files: [file], written: 0 };
  let written = 0;
  if (twin) {
    const script = Buffer.from(dataTwin(path, Buffer.from(bytes).toString('utf8')));
    written += writeCompressed(join(root, twinPath(path)), script, effort);
  }
  return { files: [file], written: written + writeCompressed(join(root, path), bytes, effort) };
}

function exportText(format: ExportTask['format'], figures: ExportFigures, contest: string): string | undefined {
  const { definition, complete, createdAt, emlId } = figures;
  const counted = figures.counted.filter((one) => one.contest === contest);
  const seats = figures.seats.filter((one) => one.contest === contest);
  const stamp = { createdAt, issuer: definition.name };
  if (format === 'csv') return [...unitsCsv(definition, counted)].join('');
  if (format.startsWith('eml') && emlId === undefined) return undefined;
  if (format === 'eml-510') return writeEml510(definition, counted, stamp, emlId);
  if (format === 'eml-520') return writeEml520(definition, seats, stamp, emlId);
  const status = complete ? 'unofficial-complete' : 'unofficial-partial';
  return writeCdf(definition, { counted, seats }, { ...stamp, status });
}

const shapes = {
  csv: { role: 'csv', extension: 'csv' },
  'eml-510': { role: 'eml', extension: 'xml' },
  'eml-520': { role: 'eml', extension: 'xml' },
  cdf: { role: 'cdf', extension: 'json' },
} as const;

/** One file a contest; none where there is nothing to say yet, or the format cannot say it. */
function writeExport(data: WriterData, { format }: ExportTask, figures: ExportFigures): Written {
  const all = figures.counted
    .filter(({ units }) => units.length > 0)
    .map(({ contest }): Written => {
      const text = exportText(format, figures, contest);
      if (text === undefined) return { files: [], written: 0 };
      const { role, extension } = shapes[format];
      const bytes = Buffer.from(text);
      const name = `${format}-${contest}`;
      return writeData(data, { kind: 'data', role, name, extension, of: contest, bytes, twin: false, effort: 'some' });
    });
  return { files: all.flatMap(({ files }) => files), written: all.reduce((sum, { written }) => sum + written, 0) };
}

function writePlace({ root, trusted }: WriterData, { path, bytes, effort }: PlaceTask): Written {
  const file = { role: 'place', path, sha256: '', bytes: bytes.length } as const;
  return { files: [file], written: trusted.has(path) ? 0 : writeCompressed(join(root, path), bytes, effort) };
}

/** DISK_FULL, FILE_UNWRITABLE; the errors of the formats. */
export function write(
  data: WriterData,
  task: DataTask | PlaceTask | ExportTask,
  figures: ExportFigures | undefined,
): Written {
  if (task.kind === 'data') return writeData(data, task);
  if (task.kind === 'place') return writePlace(data, task);
  return figures === undefined ? { files: [], written: 0 } : writeExport(data, task, figures);
}
