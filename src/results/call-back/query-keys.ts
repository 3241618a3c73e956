// The keys by which calls are filtered: one declaration for screen, address and API. Browser-safe.
import type { QueryField } from '../../kernel/query.ts';
import { lineKinds } from '../codes/confirmation.ts';
import { callStates } from './states.ts';

export const callKeys = [
  { key: 'state', kind: 'choice', values: callStates, meaning: 'State of the call' },
  { key: 'contest', kind: 'text', meaning: 'Id of the contest' },
  { key: 'unit', kind: 'text', meaning: 'Id of the unit' },
  { key: 'centre', kind: 'text', meaning: 'Id of the count centre' },
  { key: 'sheet', kind: 'text', meaning: 'Name of the one-time sheet' },
  { key: 'kind', kind: 'choice', values: lineKinds, meaning: 'Kind of its line' },
  { key: 'call', kind: 'number', meaning: 'Number of the call' },
  { key: 'opened', kind: 'time', meaning: 'When it was begun' },
  { key: 'changed', kind: 'time', meaning: 'When its state last changed' },
] as const satisfies readonly QueryField[];
