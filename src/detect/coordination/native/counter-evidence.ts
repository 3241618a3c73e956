// What speaks against a group, in plain sentences for the person who decides.
import type { Member, SharedObject } from '../result.ts';
import { type FoundGroup, mostExplaining } from './find-groups.ts';

const percent = (part: number): string => `${Math.round(part * 100)} %`;

/** Always at least one sentence: what this evidence cannot tell. */
export function counterEvidence(
  group: FoundGroup,
  members: readonly Member[],
  objects: readonly SharedObject[],
  layerCount: number,
): readonly string[] {
  const { judged, tests } = group;
  const sentences: string[] = [];
  const most = mostExplaining(tests);
  sentences.push(
    `The habit "${most.name}" alone gives ${most.expected.toFixed(1)} of the ${most.observed} meetings of members within the window.`,
  );
  if (!tests.some((t) => t.name === 'audience')) {
    sentences.push('Hardly anybody else shared these objects, so there is no audience to compare the members with.');
  }
  const outside = members.reduce((sum, m) => sum + m.shares - m.sharesInGroup, 0);
  const all = members.reduce((sum, m) => sum + m.shares, 0);
  if (outside > 0) {
    sentences.push(
      `${percent(outside / all)} of the members' shares are not with the group; there they act like anybody else or were not seen together.`,
    );
  }
  const others = judged.bursts.reduce((sum, b) => sum + b.outsiders, 0);
  if (others > 0) {
    sentences.push(`${others} accounts outside the group acted at the same moments in ${judged.bursts.length} bursts.`);
  }
  const leader = members[0];
  if (leader !== undefined && leader.firsts < objects.length / 3) {
    sentences.push('No member leads: different members are first on different objects.');
  }
  if (layerCount > 1 && new Set(objects.map((o) => o.layer)).size === 1) {
    sentences.push(`The evidence rests on one layer (${objects[0].layer}); no other layer adds to it.`);
  }
  sentences.push(
    'An alert, a mailing list or a timetable that reaches only these accounts would look the same. Who is behind them, and why they act together, is not known from this.',
  );
  return sentences;
}
