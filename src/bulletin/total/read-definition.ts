// A definition from the log's text, which its hash has fixed already: what the total needs of it is there. Browser-safe.
import { type Definition, seatMethods } from '../../elections/definition/definition.ts';
import { atLeast, list, object, oneOf, whole, wholeText } from '../../kernel/shape.ts';
import { type Read, readCanonical } from '../model/read-canonical.ts';

/** As many as schema.ts of definitions allows. */
const most = { areas: 100_000, units: 500_000, contests: 1000, options: 2000, fields: 200, modes: 20, keys: 20 };
export const mostDefinitionCharacters = 268_435_456;

const id = wholeText(1, 64);
const text = wholeText(1, 300);

const option = atLeast({ id, name: text }, { candidates: list(atLeast({ id, name: text }), 1000), alliance: id });
const rule = atLeast(
  { method: oneOf(...seatMethods), seats: whole },
  {
    threshold: object(
      { base: oneOf('valid', 'cast') },
      {
        votes: whole,
        share: (value) => (Array.isArray(value) && value.length === 2 ? list(whole, 2)(value) : 'is no fraction'),
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
  centres: list(
    atLeast({ id, name: text, area: id, keys: list(atLeast({ id, holder: text, publicKey: text }), most.keys) }),
    most.units,
  ),
  units: list(atLeast({ id, name: text, area: id, centre: id }, { registered: whole }), most.units),
  contests: list(
    atLeast({ id, name: text, area: id, options: list(option, most.options) }, { seats: rule }),
    most.contests,
  ),
  fields: list(atLeast({ id, label: text, group: id }), most.fields),
  modes: list(atLeast({ id, name: text }), most.modes),
});

export const definitionOfText = (content: string): Read<Definition> =>
  readCanonical<Definition>(content, mostDefinitionCharacters, shape);
