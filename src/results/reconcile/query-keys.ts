// The keys by which units are filtered: one declaration for screen, address, command line and API. Browser-safe.
import { channels } from '../../elections/definition/definition.ts';
import type { QueryField } from '../../kernel/query.ts';
import { conflictKinds } from './explain.ts';
import { unitStates } from './states.ts';

export const unitKeys = [
  { key: 'state', kind: 'choice', values: unitStates, meaning: 'State of the unit' },
  { key: 'area', kind: 'text', meaning: 'Id or name of an area; with all areas below it' },
  { key: 'contest', kind: 'text', meaning: 'Id of the contest' },
  { key: 'unit', kind: 'text', meaning: 'Id of the unit' },
  { key: 'centre', kind: 'text', meaning: 'Id of the count centre' },
  { key: 'channel', kind: 'choice', values: channels, meaning: 'A channel that has a return of it' },
  { key: 'missing', kind: 'choice', values: channels, meaning: 'A channel that has no return of it' },
  { key: 'kind', kind: 'choice', values: conflictKinds, optional: true, meaning: 'What the difference looks like' },
  { key: 'late', kind: 'flag', meaning: 'Awaited though most of its peers have arrived' },
  { key: 'votes', kind: 'number', meaning: 'Votes by which channels differ' },
  { key: 'figures', kind: 'number', meaning: 'Figures in which channels differ' },
  { key: 'first', kind: 'time', meaning: 'When the first return came' },
  { key: 'last', kind: 'time', meaning: 'When the last return came' },
  { key: 'changed', kind: 'time', meaning: 'When its state last changed' },
] as const satisfies readonly QueryField[];
