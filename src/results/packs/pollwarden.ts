// Our own files: a definition as canonical JSON, returns as JSON lines. Fields and rules are the definition's own.
import type { Pack } from './pack.ts';

export const pollwarden: Pack = {
  format: 'pollwarden-pack/1',
  name: 'pollwarden',
  version: '1',
  title: 'Pollwarden: definition.json and signed returns (.returns.jsonl)',
  country: '',
  reads: 'pollwarden',
  timeZone: 'UTC',
  minimumVoters: { count: 50 },
  fields: [],
  modes: [],
  rules: [],
  carries: {},
};
