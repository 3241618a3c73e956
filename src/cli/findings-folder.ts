// The folder of the space whose findings a command reads: the real one, or the demonstration's within it.
import { join } from 'node:path';
import { dataFolder } from './args.ts';

export function findingsFolder(flags: { readonly data?: string; readonly demonstration?: boolean }): string {
  const folder = dataFolder(flags.data);
  return flags.demonstration === true ? join(folder, 'demonstration') : folder;
}
