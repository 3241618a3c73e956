// What commands about elections share: the space's folder, who acts, and the election they name.
import { join } from 'node:path';
import type { By } from '../results/store/by.ts';
import { dataFolder, usageError } from './args.ts';

/** The flags that every command about elections takes. */
export const electionFlags = { data: 'text', election: 'text', demonstration: 'switch', json: 'switch' } as const;

export function spaceFolder(flags: { readonly data?: string; readonly demonstration?: boolean }): string {
  const folder = dataFolder(flags.data);
  return flags.demonstration === true ? join(folder, 'demonstration') : folder;
}

/** USAGE where --election is missing. */
export function electionFlag(flags: { readonly election?: string }, command: string): string {
  if (flags.election === undefined) throw usageError(`${command} needs --election ID`);
  return flags.election;
}

const mostName = 100;

/** As the record names those who were signed in: nobody is named so on the command line. */
const signedIn = /\([\w-]{8}\)$/;

/** The person a command acts for, as the operator names them; the audit trail says that the operator typed it. */
export function byFlag(name: string | undefined, command: string): By {
  const trimmed = name?.trim() ?? '';
  if (trimmed === '' || trimmed.length > mostName)
    throw usageError(`${command} needs --by NAME, of the person who decides`);
  if (signedIn.test(trimmed)) throw usageError(`${command}: --by takes a name without an id in brackets`);
  return { actor: { kind: 'operator' }, name: trimmed };
}

export const operator: By = { actor: { kind: 'operator' }, name: 'operator' };
