// Updates of the detection as lines: one for each group that is new or has grown, one for each pane that closed.
import type { StreamUpdate } from '../../../detect/coordination/stream/update.ts';
import { counted } from '../../counted.ts';
import { printable } from '../../printable.ts';
import { formatCount } from '../../table.ts';
import { utcSecond } from '../../utc.ts';

export type FindingLines = {
  readonly of: (update: StreamUpdate) => readonly string[];
  /** Groups told so far, each once. */
  readonly count: () => number;
};

export function createFindingLines(json: boolean): FindingLines {
  const seen = new Set<string>();
  const words = json ? forMachines : forPeople;
  return {
    of: (update) => {
      const groups =
        update.kind === 'provisional' ? update.groups.map(({ key }) => key) : update.result.groups.map(({ id }) => id);
      for (const group of groups) seen.add(group);
      return words(update);
    },
    count: () => seen.size,
  };
}

function forMachines(update: StreamUpdate): readonly string[] {
  if (update.kind === 'provisional') {
    const { groups, gone, watermark } = update;
    return [
      ...groups.map((group) => JSON.stringify({ kind: 'provisional', watermark, ...group })),
      ...gone.map((key) => JSON.stringify({ kind: 'gone', watermark, key })),
    ];
  }
  const { from, to, result } = update;
  const { claim, status, calibrated, groups } = result;
  return [JSON.stringify({ kind: 'pane', from, to, claim, status, calibrated, groups })];
}

function forPeople(update: StreamUpdate): readonly string[] {
  if (update.kind === 'provisional') {
    return update.groups.map(({ members, objects, layers, windowSeconds, lastSeen, declared }) => {
      const name = declared === undefined ? '' : ` (declared: ${printable(declared, 60)})`;
      const what = `${counted(members.length, 'account')} on ${counted(objects.length, 'object')}`;
      return `${timeOf(lastSeen)} provisional, not calibrated: ${what} within ${windowSeconds} s, ${layers.join(', ')}${name}`;
    });
  }
  const { groups, claim } = update.result;
  const span = `${timeOf(update.from)} to ${timeOf(update.to)}`;
  const lines = groups.map(
    ({ id, members, objects, qValue, windowSeconds }) =>
      `  group ${id}: ${counted(members.length, 'account')}, ${counted(objects.length, 'object')}, within ${windowSeconds} s, q ${qValue.toPrecision(2)}`,
  );
  return [
    `Pane ${span}: ${formatCount(groups.length)} ${groups.length === 1 ? 'group' : 'groups'}; ${printable(claim, 300)}`,
    ...lines,
  ];
}

const timeOf = (seconds: number): string => utcSecond(seconds * 1000);
