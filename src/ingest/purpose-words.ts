// What is wrong with a purpose record, in words for the person who writes it.
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** "scope.objects: is missing". Needs issues that report their input. */
export function plainIssue(issue: Issue): string {
  const place = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return `${place.join('.') || 'the record'}: ${reason(issue)}`;
  return issue.keys.map((key) => `${[...place, key].join('.')}: is no field of the record`).join('; ');
}

function reason(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is missing';
    return `has to be ${kinds[issue.expected] ?? issue.expected}, and is ${kindOf(issue.input)}`;
  }
  const unit = 'origin' in issue ? (units[issue.origin] ?? '') : '';
  if (issue.code === 'too_small') return `has to be at least ${issue.minimum}${unit}`;
  if (issue.code === 'too_big') return `may be at most ${issue.maximum}${unit}`;
  // The others have words of our own, in the schema.
  return issue.message;
}

const units: Readonly<Record<string, string>> = { string: ' characters long', array: ' entries long' };

const kinds: Readonly<Record<string, string>> = {
  object: 'an object in braces',
  string: 'text in quotes',
  array: 'a list in brackets',
  int: 'a whole number',
  number: 'a number',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'string' ? 'text' : typeof value === 'boolean' ? `${value}` : 'something else';
}
