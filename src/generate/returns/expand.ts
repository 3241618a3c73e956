// A real day's counts on three channels, signed by generated centres: for measuring with the structure of a real night.
import type { Definition } from '../../elections/definition/definition.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Counts } from './counts.ts';
import { type GeneratedElection, sha256 } from './election.ts';
import { type GeneratedKey, keyOf } from './keys.ts';
import { type Night, type NightArrival, signedAt } from './night.ts';

/** `second`: counts of the other source, by unit; its groups replace those of the official channel on backup. */
export function expandDay(
  day: Definition,
  official: ReadonlyMap<string, Counts>,
  second: ReadonlyMap<string, Counts>,
  seed: number,
): { readonly generated: GeneratedElection; readonly night: Night } {
  const keys = new Map<string, readonly GeneratedKey[]>();
  const centres = day.centres.map((centre) => {
    const own = ['holder A', 'holder B'].map((holder) =>
      keyOf(`${seed}/${day.election}/${centre.id}/${holder}`, holder),
    );
    keys.set(centre.id, own);
    return { ...centre, keys: own.map(({ id, holder, publicKey }) => ({ id, holder, publicKey })) };
  });
  const groups = ['form', ...day.modes.map(({ id }) => id)];
  const definition: Definition = { ...day, centres, carries: { official: groups, backup: groups, observer: groups } };
  const generated: GeneratedElection = { definition, keys };
  const signing = {
    definition,
    hash: sha256(canonicalJson(definition)),
    keys,
    closes: Date.parse(`${day.day}T17:00:00Z`),
    centreOf: new Map(definition.units.map(({ id, centre }) => [id, centre])),
  };
  const arrivals = [...official].flatMap(([unit, counts], i): readonly NightArrival[] => {
    const at = Math.floor((i * 10_800) / official.size);
    const first = signedAt(signing, unit, counts, at);
    const other = signedAt(signing, unit, { ...counts, ...second.get(unit) }, at + 300);
    return [
      { channel: 'official', unit, atSeconds: at, signed: first },
      { channel: 'backup', unit, atSeconds: at + 300, signed: other },
      { channel: 'observer', unit, atSeconds: at + 600, signed: first },
    ];
  });
  return { generated, night: { arrivals, truth: [], counts: official } };
}
