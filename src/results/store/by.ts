// Who acts on results, and the rule of two persons: whether two names in the record are one person.
import { PollwardenError } from '../../kernel/errors.ts';
import { sameReading } from '../../kernel/same-reading.ts';
import type { Actor } from '../../ledger/audit/entry.ts';

/** Who acts, for the audit trail, and the name that is kept with the version: a person's id, or a name given to the command. */
export type By = { readonly actor: Actor; readonly name: string; readonly address?: string };

/** For an entry of the audit trail: the address where there is one (of a command there is none). */
export const addressOf = ({ address }: By): { readonly address?: string } => (address === undefined ? {} : { address });

const idInBrackets = /^(.*) \(([\w-]{8})\)$/s;

/**
 * Whether two names in the record are one person: by the id in brackets of those who were signed in, so that a new name
 * makes nobody a second person; by how they read where a name was typed on the command line.
 */
export function samePerson(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => idInBrackets.exec(name));
  if (one && other) return one[2] === other[2];
  return sameReading(one?.[1] ?? a, other?.[1] ?? b);
}

/** SECOND_PERSON where who did the first of two acts would do the second; `did` says what that was, as `proposed it`. */
export function needSecondPerson(first: string, by: By, did: string): void {
  if (samePerson(first, by.name)) throw new PollwardenError('SECOND_PERSON', `${by.name} ${did}`);
}
