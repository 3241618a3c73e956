// The keys by which stations are filtered on polling day: one declaration for screen, address, command and API. Browser-safe.
import type { QueryField } from '../../kernel/query.ts';
import { pollingNeeds, pollingPhases } from './events.ts';

export const stationKeys = [
  { key: 'phase', kind: 'choice', values: pollingPhases, meaning: 'Awaited, open, interrupted or closed' },
  { key: 'needs', kind: 'choice', values: pollingNeeds, meaning: 'What it lacks or does without' },
  { key: 'help', kind: 'flag', meaning: 'Somebody has to do something about it' },
  { key: 'late', kind: 'flag', meaning: 'Not opened or closed though it should have been' },
  { key: 'area', kind: 'text', meaning: 'Id or name of an area; with all areas below it' },
  { key: 'unit', kind: 'text', meaning: 'Id of the unit' },
  { key: 'opened', kind: 'time', meaning: 'When it opened' },
  { key: 'last', kind: 'time', meaning: 'What the last report tells of' },
] as const satisfies readonly QueryField[];
