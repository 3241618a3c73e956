// For tests: an election of a few units whose machine votes come over two channels and whose paper votes over one.
import { type Definition, voteKey } from '../../../elections/definition/definition.ts';
import type { CountReturn } from '../../return/count-return.ts';
import type { By } from '../by.ts';

export const smallElection: Definition = {
  format: 'pollwarden-definition/1',
  election: 'small',
  name: 'A small election',
  day: '2026-06-07',
  timeZone: 'UTC',
  pack: { name: 'pollwarden', version: '1' },
  areas: [
    { id: 'all', name: 'Country', level: 'country' },
    { id: 'north', name: 'North', level: 'region', parent: 'all' },
    { id: 'south', name: 'South', level: 'region', parent: 'all' },
  ],
  centres: [{ id: 'c', name: 'Centre', area: 'all', keys: [] }],
  units: Array.from({ length: 24 }, (_, i) => ({
    id: `u${String(i).padStart(2, '0')}`,
    name: `Station ${i}`,
    area: i < 12 ? 'north' : 'south',
    centre: 'c',
  })),
  contests: [
    {
      id: 'n',
      name: 'National',
      area: 'all',
      options: ['A', 'B', 'C'].map((id) => ({ id, name: `List ${id}` })),
    },
  ],
  fields: [{ id: 'voted', label: 'Voted', group: 'form', meaning: 'cast' }],
  modes: [
    { id: 'paper', name: 'Paper' },
    { id: 'machine', name: 'Machine' },
  ],
  rules: [],
  carries: { official: ['form', 'paper', 'machine'], backup: ['machine'] },
  minimumVoters: { count: 0 },
};

export const machineVotes = (a: number, b: number, c: number): Readonly<Record<string, number>> => ({
  [voteKey('machine', 'A')]: a,
  [voteKey('machine', 'B')]: b,
  [voteKey('machine', 'C')]: c,
});

export const smallReturn = (
  unit: string,
  counts: CountReturn['counts'],
  more: Partial<CountReturn> = {},
): CountReturn => ({
  format: 'pollwarden-return/1',
  election: 'small',
  definition: '0'.repeat(64),
  contest: 'n',
  unit,
  centre: 'c',
  counts,
  countedAt: '2026-06-07T20:00:00Z',
  ...more,
});

export const person = (name: string): By => ({ actor: { kind: 'operator' }, name });
