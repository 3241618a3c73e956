// What speaks against a group, in plain sentences for the person who decides.
import type { Member, SharedObject } from '../result.ts';
import { type FoundGroup, mostExplaining } from './find-groups.ts';
import type { GroupHabit } from './group-null.ts';

const percent = (part: number): string => `${Math.round(part * 100)} %`;
const count = (n: number): string => Math.round(n).toLocaleString('en-GB');

const times = (n: number): string => (n === 1 ? 'once' : `${count(n)} times`);

const habitTexts: Readonly<Record<GroupHabit, string>> = {
  delay: 'The usual delay of each account after something appears',
  'delay by hour': 'The usual delay of each account at that hour',
  'delay in session': 'The delay of each account in the same session',
  'delay here': 'The delay of each account on these very objects',
  'time of day': "Each account's hours of the day",
  slot: "Each account's delay and minute of the hour",
  pace: "Each account's usual place among the early and the late",
  audience: 'The times of everybody else on these objects',
};

/** Always at least two sentences; the last is what this evidence can never tell. `objects` of all layers. */
export function counterEvidence(
  group: FoundGroup,
  members: readonly Member[],
  objects: readonly SharedObject[],
  layerCount: number,
): readonly string[] {
  const { judged, tests } = group;
  const most = mostExplaining(tests);
  const sentences = [
    `${habitTexts[most.name]} alone would give ${count(most.expected)} of the ${count(most.observed)} meetings.`,
  ];
  if (!tests.some((t) => t.name === 'audience')) {
    sentences.push('Hardly anybody else shared these objects, so there is no audience to compare the members with.');
  }
  const outside = members.reduce((sum, m) => sum + m.shares - m.sharesInGroup, 0);
  const all = members.reduce((sum, m) => sum + m.shares, 0);
  if (outside > 0)
    sentences.push(`${percent(outside / all)} of what the members shared has nothing to do with the group.`);
  const others = judged.bursts.reduce((sum, b) => sum + b.outsiders, 0);
  if (others > 0) {
    sentences.push(`Others acted at the same moments, too: ${times(others)} in ${judged.bursts.length} bursts.`);
  }
  const firsts = members.reduce((sum, m) => sum + m.firsts, 0);
  if (firsts > 0 && Math.max(...members.map((m) => m.firsts)) < firsts / 3) {
    sentences.push('No member leads: different members are first on different objects.');
  }
  const layers = new Set(objects.map((o) => o.layer));
  if (layerCount > 1 && layers.size === 1) {
    sentences.push(`The evidence rests on one layer (${[...layers][0]}); no other layer adds to it.`);
  }
  sentences.push(
    'An alert, a mailing list or a timetable that reaches only these accounts would look the same. Who is behind them, and why they act together, is not known from this.',
  );
  return sentences;
}
