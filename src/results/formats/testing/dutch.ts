// A small council election of our own making, as it would be read from EML_NL; for tests only.
import fc from 'fast-check';
import { type Definition, voteKey } from '../../../elections/definition/definition.ts';
import { emlNl } from '../../packs/eml-nl.ts';
import type { CountedUnit } from '../counted.ts';
import { uncountedFields } from '../eml-nl/names.ts';

const candidates = (count: number): { readonly id: string; readonly name: string }[] =>
  Array.from({ length: count }, (_, i) => ({ id: String(i + 1), name: `C.${i + 1}. Voorbeeld & Zoon <"${i + 1}">` }));

export const dutch: Definition = {
  format: 'pollwarden-definition/1',
  election: 'gr2026-voorbeeld',
  name: 'Gemeenteraad Voorbeeld 2026',
  day: '2026-03-18',
  timeZone: 'Europe/Amsterdam',
  pack: { name: 'eml-nl', version: '1' },
  areas: [
    { id: 'GR2026_Voorbeeld', name: 'Gemeenteraad Voorbeeld 2026', level: 'GR1' },
    { id: 'GEMEENTE-123', name: 'Voorbeeld', parent: 'GR2026_Voorbeeld', level: 'gemeente' },
  ],
  centres: [{ id: '0123', name: 'Voorbeeld', area: 'GEMEENTE-123', keys: [] }],
  units: Array.from({ length: 4 }, (_, i) => ({
    id: `0123::SB${i + 1}`,
    name: `Station ${i + 1} <&> "Hal"`,
    area: 'GEMEENTE-123',
    centre: '0123',
    registered: 900 + i,
  })),
  contests: [
    {
      id: 'geen',
      name: 'Gemeenteraad Voorbeeld 2026',
      area: 'GR2026_Voorbeeld',
      options: [
        { id: '1', name: 'Lijst & Leven', candidates: candidates(3) },
        { id: '2', name: 'Kleine <Lijst>', candidates: candidates(1) },
        { id: '4', name: 'Vierde', candidates: candidates(2) },
      ],
      seats: { method: 'dutch', seats: 15 },
    },
  ],
  fields: emlNl.fields,
  modes: emlNl.modes,
  rules: emlNl.rules,
  carries: emlNl.carries,
  minimumVoters: { count: 50 },
};

const figure = fc.integer({ min: 0, max: 100_000 });

/** Counts of a whole form, as a 510 can hold them: lists sum to their candidates, and to E; H is what it is defined as. */
const counts: fc.Arbitrary<Readonly<Record<string, number>>> = fc
  .record({
    candidates: fc.array(figure, { minLength: 6, maxLength: 6 }),
    blank: figure,
    invalid: figure,
    entitled: fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined }),
    others: fc.array(figure, { minLength: 14, maxLength: 14 }),
  })
  .map(({ candidates: each, blank, invalid, entitled, others }) => {
    const made: Record<string, number> = {};
    let next = 0;
    let sum = 0;
    for (const { id, candidates: own } of dutch.contests[0].options) {
      let list = 0;
      for (const candidate of own ?? []) {
        made[voteKey('all', id, candidate.id)] = each[next];
        list += each[next++];
      }
      made[voteKey('all', id)] = list;
      sum += list;
    }
    Object.values(uncountedFields).forEach((field, i) => (made[field] = others[i]));
    made.votes_for_candidates = sum;
    made.blank_votes = blank;
    made.invalid_votes = invalid;
    made.votes_counted = sum + blank + invalid;
    if (entitled !== undefined) made.entitled_voters = entitled;
    return made;
  });

/** Counts of every unit, or of some. */
export const dutchUnits: fc.Arbitrary<readonly CountedUnit[]> = fc
  .tuple(fc.array(counts, { minLength: 4, maxLength: 4 }), fc.subarray([0, 1, 2, 3], { minLength: 1 }))
  .map(([all, which]) => which.map((i) => ({ unit: dutch.units[i].id, counts: all[i] })));
