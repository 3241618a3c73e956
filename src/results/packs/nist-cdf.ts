// The pack of NIST SP 1500-100 v2: figures that an election results report can hold. Modes, and checks that name them,
// come with each report (formats/nist-cdf/definition.ts).
import type { Field, Rule } from '../../elections/definition/definition.ts';
import type { Pack } from './pack.ts';

const form = 'form';
const field = (id: string, label: string, meaning?: Field['meaning']): Field =>
  meaning === undefined ? { id, label, group: form } : { id, label, group: form, meaning };

const fields: readonly Field[] = [
  field('voters_registered', 'Voters registered (VotersRegistered)', 'registered'),
  field('voters_participated', 'Voters who took part (VotersParticipated)'),
  field('ballots_cast', 'Ballots cast (BallotsCast)', 'cast'),
  field('ballots_rejected', 'Ballots rejected (BallotsRejected)', 'invalid'),
  field('undervotes', 'Votes not used (Undervotes)', 'blank'),
  field('overvotes', 'Votes lost by marking too many (Overvotes)'),
  field('write_ins', 'Write-ins (WriteIns)'),
];

const rule = (code: string, kind: Rule['kind'], label: string, breaks: string): Rule => ({
  code,
  kind,
  label,
  breaks,
  fields: fields.map(({ id }) => id).filter((id) => breaks.split(/\W+/).includes(id)),
});

const rules: readonly Rule[] = [
  rule(
    'participated_over_registered',
    'warning',
    'More voters took part than are registered',
    'voters_participated > voters_registered',
  ),
  rule(
    'cast_over_registered',
    'warning',
    'More ballots were cast than voters are registered',
    'ballots_cast > voters_registered',
  ),
  rule(
    'cast_over_participated',
    'error',
    'More ballots were cast than voters took part',
    'ballots_cast > voters_participated',
  ),
  rule('rejected_over_cast', 'error', 'More ballots were rejected than cast', 'ballots_rejected > ballots_cast'),
  rule('nobody_voted', 'warning', 'No ballot was cast', 'ballots_cast = 0'),
];

export const nistCdf: Pack = {
  format: 'pollwarden-pack/1',
  name: 'nist-cdf',
  version: '1',
  title: 'NIST SP 1500-100 v2: election results reports as JSON',
  country: '',
  reads: 'nist-cdf',
  timeZone: 'UTC',
  minimumVoters: { count: 50 },
  fields,
  modes: [{ id: 'all', name: 'All votes' }],
  rules,
  carries: { official: [form, 'all'], backup: [form, 'all'], observer: [form, 'all'] },
};
