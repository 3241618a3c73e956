// Numbers with their nouns, in the singular where there is one.
import { formatCount } from './table.ts';

/** "1 row", "1,200 rows"; `several` where an s at the end does not make the plural. */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : several}`;
