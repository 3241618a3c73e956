// Finds the files that a pack names among those given: by how their names end.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { CsvTable } from '../../packs/pack.ts';
import type { InputFile } from '../reading.ts';
import { readTable, type Table } from './table.ts';

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const endings = ({ file }: CsvTable): readonly string[] => (typeof file === 'string' ? [file] : file);

/** The name itself, or one that ends in it after a separator, so that "votes.csv" is not "old_votes.csv.csv". */
const isFile = (path: string, ending: string): boolean => {
  const name = nameOf(path);
  return name === ending || name.endsWith(`-${ending}`) || name.endsWith(`.${ending}`);
};

/** What the pack calls the files of a part. */
export const fileNames = (part: CsvTable): string => endings(part).join(' or ');

/** The tables of a part of the pack; FILE_NOT_FOUND where it is needed and not there. */
export function tablesOf(files: readonly InputFile[], part: CsvTable, separator: string): readonly Table[] {
  const found = files.filter(({ path }) => endings(part).some((ending) => isFile(path, ending)));
  if (found.length === 0 && part.optional !== true)
    throw new PollwardenError(
      'FILE_NOT_FOUND',
      `the pack needs ${fileNames(part)}; given ${
        files.length === 0
          ? 'nothing'
          : files
              .map(({ path }) => nameOf(path))
              .slice(0, 12)
              .join(', ')
      }`,
    );
  return found.map(({ path, read }) => readTable(path, read(), separator));
}
