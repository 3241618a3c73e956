// What the sixteen words cover of an election that goes on: keys of centres as the definition of the opening has them. Browser-safe.
import type { Definition } from '../../elections/definition/definition.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';

/** Whether every key that signed is there, of the same holder, at the centre of the unit, by the definition of the opening. */
export type IsCovered = (signed: SignedReturn, by: Definition | undefined) => boolean;

/** Holders by key, by centre. */
type Holders = ReadonlyMap<string, ReadonlyMap<string, string>>;

const holdersIn = ({ centres }: Definition): Holders =>
  new Map(centres.map(({ id, keys }) => [id, new Map(keys.map((key) => [key.id, key.holder]))]));

/** Prepared once. Keys are called by their digests (read-definition.ts), so that a name is one key. */
export function coveredByWords(opening: Definition | undefined): IsCovered {
  let own: Holders | undefined;
  let centreOf: ReadonlyMap<string, string> | undefined;
  const prepared = new Map<Definition, Holders>();
  return ({ return: { unit, centre }, signatures }, by) => {
    if (opening === undefined || by === undefined) return false;
    if (by === opening) return true;
    own ??= holdersIn(opening);
    centreOf ??= new Map(opening.units.map(({ id, centre: of }) => [id, of]));
    const named = prepared.get(by) ?? holdersIn(by);
    prepared.set(by, named);
    return (
      centreOf.get(unit) === centre &&
      signatures.every(({ key }) => {
        const holder = own?.get(centre)?.get(key);
        return holder !== undefined && holder === named.get(centre)?.get(key);
      })
    );
  };
}
