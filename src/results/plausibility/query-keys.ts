// The keys by which plausibility is filtered, and the states of a review. Browser-safe.
import type { QueryField } from '../../kernel/query.ts';
import { hitRules } from './hit.ts';

/** What persons have done with a unit that was found; each follows from the last step. */
export const reviewStates = ['open', 'looked', 'explained', 'proposed', 'released', 'refused'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** Who may receive a released note. */
export const noteRecipients = ['countCentre', 'districtAuthority', 'courts', 'observers'] as const;
export type NoteRecipient = (typeof noteRecipients)[number];

export const plausibilityKeys = [
  { key: 'rule', kind: 'choice', values: hitRules, meaning: 'A rule that found something' },
  { key: 'area', kind: 'text', meaning: 'Id or name of an area; with all areas below it' },
  { key: 'state', kind: 'choice', values: reviewStates, meaning: 'What persons have done with it' },
  { key: 'contest', kind: 'text', meaning: 'Id of the contest' },
  { key: 'unit', kind: 'text', meaning: 'Id of the unit' },
  { key: 'special', kind: 'flag', meaning: 'Known as a special unit: abroad, a hospital, a prison…' },
  { key: 'hits', kind: 'number', meaning: 'How many things were found' },
] as const satisfies readonly QueryField[];
