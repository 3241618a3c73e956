// The keys by which findings are filtered and sorted: one declaration for screen, address, command line and API.
// Browser-safe.
import type { QueryField } from '../kernel/query.ts';
import { findingStates, phases, severities, standings } from './finding.ts';
import { layerNames } from './layers.ts';

export const findingKeys = [
  { key: 'state', kind: 'choice', values: findingStates, meaning: 'What people made of it' },
  {
    key: 'severity',
    kind: 'choice',
    values: severities,
    ordered: true,
    meaning: 'How serious, by the documented rule',
  },
  { key: 'standing', kind: 'choice', values: standings, meaning: 'What the detector says of it' },
  { key: 'phase', kind: 'choice', values: phases, optional: true, meaning: 'Phase of the election when it was seen' },
  { key: 'layer', kind: 'set', values: layerNames, meaning: 'Kind of objects that were shared' },
  { key: 'declared', kind: 'flag', meaning: 'Whether it is a declared network' },
  { key: 'network', kind: 'text', meaning: 'Name of the declared network' },
  { key: 'watchlisted', kind: 'flag', meaning: 'Whether it touches a watchlist' },
  { key: 'watch', kind: 'text', meaning: 'Name of a watchlist that it touches' },
  { key: 'detector', kind: 'text', meaning: 'Name of the detector' },
  { key: 'technique', kind: 'text', meaning: 'Id of the technique, such as T0119' },
  { key: 'assigned', kind: 'text', optional: true, meaning: 'Id of the person, or "me"' },
  { key: 'account', kind: 'text', meaning: 'Pseudonym of a member' },
  { key: 'object', kind: 'text', meaning: 'A shared object, whole' },
  { key: 'id', kind: 'text', meaning: 'Id of the finding' },
  { key: 'accounts', kind: 'number', meaning: 'Number of members' },
  { key: 'objects', kind: 'number', meaning: 'Number of shared objects' },
  { key: 'q', kind: 'number', optional: true, meaning: 'q-value of the group' },
  { key: 'notes', kind: 'number', meaning: 'Number of notes' },
  { key: 'revision', kind: 'number', meaning: 'Times the evidence changed' },
  { key: 'seen', kind: 'time', meaning: 'When it was seen last' },
  { key: 'first', kind: 'time', meaning: 'When it was seen first' },
  { key: 'created', kind: 'time', meaning: 'When it was found' },
  { key: 'updated', kind: 'time', meaning: 'When it last changed' },
] as const satisfies readonly QueryField[];

export const findingSorts = [
  'seen',
  'first',
  'created',
  'updated',
  'severity',
  'accounts',
  'objects',
  'q',
  'notes',
  'title',
] as const;
