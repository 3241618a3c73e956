// A definition from the log's text, which its hash has fixed already: what the total and signatures need of it is there, each id
// once, and every key is called by its own digest. Browser-safe: whoever calls brings SHA-256.
import { type Definition, seatMethods } from '../../elections/definition/definition.ts';
import { checkIdentities, idForm, mostSeats } from '../../elections/definition/references.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { atLeast, formed, list, object, oneOf, type Shape, whole, wholeText } from '../../kernel/shape.ts';
import { fromBase64Url } from '../../results/return/verify-web.ts';
import { hexOf } from '../../tlog/note.ts';
import { type Read, readCanonical, unreadable } from '../model/read-canonical.ts';
import type { Sha256 } from '../../tlog/hash.ts';

/** As many as schema.ts of definitions allows. */
const most = { areas: 100_000, units: 500_000, contests: 1000, options: 2000, fields: 200, modes: 20, keys: 20 };
export const mostDefinitionCharacters = 268_435_456;

/** Members that nothing here reads may be there: as deep as this, so that their canonical text can be made anywhere. */
const deepest = 16;

const id: Shape = (value) => wholeText(1, 64)(value) ?? formed(idForm, 'an id')(value);
const figure = formed(/^[A-Za-z_][\w.]{0,63}$/, 'the id of a figure');
const fieldId: Shape = (value) =>
  figure(value) ?? ((value as string) in {} ? 'is a name that every object has' : undefined);
const key = atLeast({
  id: formed(/^[0-9a-f]{16}$/, 'the name of a key'),
  holder: wholeText(1, 40),
  publicKey: formed(/^[\w-]{42}[AEIMQUYcgkosw048]$/, 'a key of 32 bytes in base64url'),
});
const atLeastOne: Shape = (value) => whole(value) ?? (value === 0 ? 'is 0' : undefined);
const text = wholeText(1, 300);

const option = atLeast({ id, name: text }, { candidates: list(atLeast({ id, name: text }), 1000), alliance: id });
const rule = atLeast(
  {
    method: oneOf(...seatMethods),
    seats: (value) => atLeastOne(value) ?? ((value as number) > mostSeats ? `is above ${mostSeats}` : undefined),
  },
  {
    threshold: object(
      { base: oneOf('valid', 'cast') },
      {
        votes: whole,
        share: (value) =>
          Array.isArray(value) && value.length === 2 ? (whole(value[0]) ?? atLeastOne(value[1])) : 'is no fraction',
      },
    ),
  },
);
const shape = atLeast({
  format: oneOf('pollwarden-definition/1'),
  election: id,
  name: text,
  day: text,
  timeZone: text,
  areas: list(atLeast({ id, name: text, level: text }, { parent: id }), most.areas),
  centres: list(atLeast({ id, name: text, area: id, keys: list(key, most.keys) }), most.units),
  units: list(atLeast({ id, name: text, area: id, centre: id }, { registered: whole }), most.units),
  contests: list(
    atLeast({ id, name: text, area: id, options: list(option, most.options) }, { seats: rule }),
    most.contests,
  ),
  fields: list(atLeast({ id: fieldId, label: text, group: id }), most.fields),
  modes: list(atLeast({ id, name: text }), most.modes),
});

function tooDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((one) => tooDeep(one, left - 1));
}

const bounded: Shape = (value) => (tooDeep(value, deepest) ? 'is nested too deep' : shape(value));

/** What is wrong with what it names; whoever looks up a key by its name has to find that key. */
function identityProblem(definition: Definition, sha256: Sha256): string | undefined {
  try {
    checkIdentities(definition);
  } catch (error) {
    if (error instanceof PollwardenError) return error.detail ?? error.code;
    throw error;
  }
  const other = definition.centres
    .flatMap(({ keys }) => keys)
    .find((one) => hexOf(sha256(fromBase64Url(one.publicKey)).subarray(0, 8)) !== one.id);
  return other === undefined ? undefined : `the key ${other.id} has another digest than its name says`;
}

/** As strict as headquarters is with what a verifier relies on: who keeps the log may have written it by hand. */
export function definitionOfText(content: string, sha256: Sha256): Read<Definition> {
  const read = readCanonical<Definition>(content, mostDefinitionCharacters, bounded);
  const problem = read.ok ? identityProblem(read.value, sha256) : undefined;
  return problem === undefined ? read : unreadable(problem);
}
