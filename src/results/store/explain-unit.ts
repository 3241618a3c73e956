// What a unit's difference looks like, with its neighbours at hand, and the words kept in the ledger for it.
import type { Ledger } from '../../ledger/ledger.ts';
import { prepared } from '../../ledger/statements.ts';
import type { Definition } from '../../elections/definition/definition.ts';
import { type ChannelReading, differ } from '../reconcile/compare.ts';
import type { Arrived, Derived } from '../reconcile/derive.ts';
import { type Explanation, explainConflict } from '../reconcile/explain.ts';
import type { Reconciler } from './reconciler.ts';
import { arrivalsOfUnit } from './returns.ts';

type Row = Readonly<Record<string, string | number | null>>;

/** Other units of the centre with what some channel says of them. Called only where figures differ. */
export type Neighbours = () => readonly (Pick<Arrived, 'channel' | 'counts'> & { readonly unit: string })[];

/** Undefined where nothing differs. */
export function explanationOf(
  derived: Derived,
  { definition }: Reconciler,
  neighbours: Neighbours,
): Explanation | undefined {
  const { comparison, readings } = derived;
  const within = readings.find(({ alsoThere }) => alsoThere.length > 0);
  const all = comparison.groups.flatMap(({ differences }) => differences);
  if (all.length === 0) return within === undefined ? undefined : twoReturns(within, definition);
  const [one, other] = all[0].channels;
  const [a, b] = [one, other].map((channel) => readings.find((reading) => reading.channel === channel)?.counts ?? {});
  const differences = all.filter(({ channels }) => channels[0] === one && channels[1] === other);
  return explainConflict({ definition, differences, a, b, channels: [one, other], neighbours: neighbours() });
}

/** Which of their figures differ, and what that looks like. */
function twoReturns({ channel, counts, alsoThere: [other] }: ChannelReading, definition: Definition): Explanation {
  const differences = differ(counts, other.counts);
  const { sentence, fields } = explainConflict({ definition, differences, a: counts, b: other.counts });
  return {
    kind: 'twoReturns',
    fields,
    sentence: `Two different returns came over the channel ${channel}, and neither supersedes the other. ${sentence}`,
  };
}

/** Of other units of the same centre, the votes as another channel has them: for sheets that were exchanged. */
export function neighboursOf(
  ledger: Ledger,
  election: string,
  contest: string,
  unit: string,
  centre: string,
): Neighbours {
  return () => {
    const near = ledger.db
      .prepare('SELECT unit FROM unit_states WHERE election = ? AND contest = ? AND centre = ? AND unit <> ? LIMIT 400')
      .all(election, contest, centre, unit) as Row[];
    return near.flatMap((row) =>
      arrivalsOfUnit(ledger, election, contest, String(row.unit)).map((one) => ({
        unit: one.unit,
        channel: one.channel,
        counts: one.return.counts,
      })),
    );
  };
}

const update = `UPDATE unit_states SET kind = ?, sentence = ?, fields = ?
  WHERE election = ? AND contest = ? AND unit = ?`;

/** Once all units are there: a first explanation had no neighbours to look at. */
export function explainAgain(
  { db }: Ledger,
  reconciler: Reconciler,
  { contest, unit }: { readonly contest: string; readonly unit: string },
  derived: Derived,
  neighbours: Neighbours,
): void {
  const explained = explanationOf(derived, reconciler, neighbours);
  if (explained === undefined) return;
  const { kind, sentence, fields } = explained;
  const { election } = reconciler.definition;
  prepared(db, update).run(kind, sentence, JSON.stringify(fields), election, contest, unit);
}
