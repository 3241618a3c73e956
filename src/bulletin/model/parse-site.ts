// Files of a bulletin from text: pointer, manifest, total, summary, areas. Total, capped, canonical form only; the pointer
// may be in any form, as nothing is believed because it says so. Browser-safe.
import { parseJson } from '../../kernel/parse-json.ts';
import {
  byKey,
  counts,
  digest,
  formed,
  instant,
  list,
  object,
  oneOf,
  orNull,
  type Shape,
  text,
  whole,
  wholeText,
} from '../../kernel/shape.ts';
import { type Read, readCanonical, unreadable } from './read-canonical.ts';
import {
  type AreaFile,
  fileRoles,
  type Manifest,
  paperKinds,
  type Pointer,
  type Summary,
  type Total,
  unitStandings,
} from './site.ts';

const mostPointerCharacters = 2_000_000;
const mostFileCharacters = 268_435_456;

const id = wholeText(1, 64);
const name = wholeText(1, 300);
/** Under data/, one level, so that no path leads out of the bulletin. */
const path = formed(/^data\/[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/, 'a path under data/');
const mirror = formed(/^(?:https?:\/\/[^\s"'<>]{1,1000})\/$/, 'an address that ends in a slash');

const pointer = object({
  format: oneOf('pollwarden-bulletin/1'),
  election: id,
  number: whole,
  at: instant,
  entry: whole,
  checkpoint: text(1, 500_000),
  manifest: path,
  notice: orNull(text(1, 500_000)),
  mirrors: list(mirror, 100),
});

const manifest = object({
  format: oneOf('pollwarden-manifest/1'),
  election: id,
  number: whole,
  files: list(
    object({ role: oneOf(...fileRoles), path, sha256: digest, bytes: whole }, { of: wholeText(1, 200) }),
    200_000,
  ),
});

const standings = object({}, Object.fromEntries(unitStandings.map((one) => [one, whole])));
const sums = {
  contest: id,
  units: whole,
  counted: whole,
  byStanding: standings,
  counts,
  turnout: object({ cast: whole, registered: whole, units: whole }),
};

const total = object({
  format: oneOf('pollwarden-total/1'),
  election: id,
  definition: digest,
  contests: list(object({ ...sums, without: orNull(counts), seats: orNull(byKey(whole, 2000)) }), 1000),
});

const summary = object({
  format: oneOf('pollwarden-summary/1'),
  election: id,
  name,
  day: formed(/^\d{4}-\d\d-\d\d$/, 'an ISO day'),
  at: instant,
  embargo: orNull(instant),
  total,
  areas: list(
    object({
      id,
      name,
      level: wholeText(1, 64),
      parent: orNull(id),
      contests: list(object(sums), 1000),
      file: orNull(path),
    }),
    100_000,
  ),
});

const areaUnit = object({
  unit: id,
  name,
  centre: id,
  registered: orNull(whole),
  paper: oneOf(...paperKinds),
  contests: list(
    object({
      contest: id,
      standing: oneOf(...unitStandings),
      state: orNull(wholeText(1, 64)),
      at: orNull(instant),
      counts: orNull(counts),
      together: list(id, 500_000),
      record: orNull(whole),
      return: orNull(whole),
      commitment: orNull(whole),
      code: orNull(formed(/^[0-9A-HJKMNP-TV-Z]{17}$/, 'a public code')),
    }),
    1000,
  ),
});

const area = object({
  format: oneOf('pollwarden-area/1'),
  area: id,
  units: list(areaUnit, 500_000),
});

const reader =
  <T>(shape: Shape) =>
  (content: string): Read<T> =>
    readCanonical(content, mostFileCharacters, shape);

export const parseManifest = reader<Manifest>(manifest);
export const parseTotal = reader<Total>(total);
export const parseSummary = reader<Summary>(summary);
export const parseAreaFile = reader<AreaFile>(area);

export function parsePointer(content: string): Read<Pointer> {
  if (content.length > mostPointerCharacters) return unreadable('is too long');
  const value = parseJson(content);
  const problem = value === undefined ? 'is no JSON' : pointer(value);
  return problem === undefined ? { ok: true, value: value as Pointer } : unreadable(problem);
}
