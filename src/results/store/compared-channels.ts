// Official against backup over a whole election, straight from the arrivals: for figures that can be compared with others'.
import type { Ledger } from '../../ledger/ledger.ts';
import { derive } from '../reconcile/derive.ts';
import { definitionOf } from './elections.ts';
import { type Arrival, arrivalsOfElection } from './returns.ts';
import { reconcilerOf } from './unit-states.ts';

/** Counts of units; votes as the sum of differences. */
export type ChannelFigures = Readonly<
  Record<'official' | 'backup' | 'onBoth' | 'onOneOnly' | 'inConflict' | 'votesDiffering', number>
>;

/** Undefined where not both channels have returns. Changes nothing, and needs no reconciliation before. */
export function comparedChannels(ledger: Ledger, election: string): ChannelFigures | undefined {
  const reconciler = reconcilerOf(definitionOf(ledger, election));
  const figures = { official: 0, backup: 0, onBoth: 0, onOneOnly: 0, inConflict: 0, votesDiffering: 0 };
  for (const group of units(arrivalsOfElection(ledger, election))) {
    const arrived = group.map(({ hash, channel, return: { counts, supersedes } }) => ({
      hash,
      channel,
      counts,
      supersedes,
    }));
    const { comparison } = derive(arrived, reconciler.compare, { certified: false });
    const shared = comparison.groups.filter((one) => reconciler.shared.has(one.group));
    const [official, backup] = (['official', 'backup'] as const).map((channel) =>
      shared.some(({ on }) => on.includes(channel)),
    );
    if (official) figures.official++;
    if (backup) figures.backup++;
    if (official !== backup) figures.onOneOnly++;
    if (!official || !backup) continue;
    figures.onBoth++;
    if (comparison.votesDiffering > 0) figures.inConflict++;
    figures.votesDiffering += comparison.votesDiffering;
  }
  return figures.official === 0 || figures.backup === 0 ? undefined : figures;
}

/** Arrivals of official and backup, unit by unit. */
function* units(arrivals: Iterable<Arrival>): Generator<readonly Arrival[]> {
  let group: Arrival[] = [];
  for (const one of arrivals) {
    if (one.channel === 'observer') continue;
    if (group.length > 0 && (group[0].unit !== one.unit || group[0].contest !== one.contest)) {
      yield group;
      group = [];
    }
    group.push(one);
  }
  if (group.length > 0) yield group;
}
