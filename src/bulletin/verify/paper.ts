// What a citizen holds up against a bulletin: lines of the paper's QR codes, or its public code; and the figures side by side.
// A code leads to a unit, and proves nothing. Browser-safe.
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import { fromCompact, keysInOrder } from '../../results/codes/compact.ts';
import { readParts } from '../../results/codes/parts.ts';
import { publicCode, readPublicCode } from '../../results/codes/public-code.ts';
import type { SignedReturn } from '../../results/return/count-return.ts';
import { canonicalReturn } from '../../results/return/parse.ts';
import type { Counts } from '../../results/tally/tally.ts';
import { hexOf } from '../../tlog/note.ts';
import { parseAreaFile } from '../model/parse-site.ts';
import { textOfBytes } from '../model/read-canonical.ts';
import type { AreaUnit, ManifestFile } from '../model/site.ts';
import { digestOf } from './entries.ts';
import type { OpenedBulletin } from './open.ts';
import { returnVerifier } from './signatures.ts';
import { readChecked } from './source.ts';
import type { UnitCheck } from './unit.ts';

export type ShownUnit = { readonly unit: AreaUnit; readonly shown: AreaUnit['contests'][number] };

/** Units of an area file; none, and told, where no copy of it holds. */
async function unitsIn(
  opened: OpenedBulletin,
  { path, sha256, bytes: most }: ManifestFile,
): Promise<readonly AreaUnit[]> {
  const holds = (bytes: Uint8Array): boolean => digestOf(opened, bytes) === sha256;
  const { bytes } = await readChecked(opened, path, { most, holds });
  const read = bytes === undefined ? undefined : parseAreaFile(textOfBytes(bytes) ?? '');
  if (read?.ok === false) opened.faults.add({ code: 'FILE_DAMAGED', detail: read.detail, file: path });
  return read?.ok === true ? read.value.units : [];
}

const areaFiles = ({ manifest }: OpenedBulletin): readonly ManifestFile[] =>
  (manifest?.files ?? []).filter(({ role, path }) => role === 'area' && path.endsWith('.json'));

/** A unit in each contest that it votes in. */
export async function shownOfUnit(
  opened: OpenedBulletin,
  definition: Definition,
  id: string,
): Promise<readonly ShownUnit[]> {
  const area = definition.units.find((unit) => unit.id === id)?.area;
  // The file of its area first; all of them where none says of what it is.
  const files = areaFiles(opened).toSorted((a, b) => Number(b.of === area) - Number(a.of === area));
  for (const file of files) {
    const unit = (await unitsIn(opened, file)).find((one) => one.unit === id);
    if (unit !== undefined) return unit.contests.map((shown) => ({ unit, shown }));
  }
  return [];
}

/** Undefined for what is no public code, read rightly. */
export async function shownOfCode(opened: OpenedBulletin, text: string): Promise<readonly ShownUnit[] | undefined> {
  const start = readPublicCode(text);
  if (start === undefined) return undefined;
  const code = publicCode(start);
  for (const file of areaFiles(opened)) {
    const found = (await unitsIn(opened, file)).flatMap((unit) =>
      unit.contests.filter((shown) => shown.code === code).map((shown) => ({ unit, shown })),
    );
    if (found.length > 0) return found;
  }
  return [];
}

export type PaperReturn =
  | { readonly ok: true; readonly signed: SignedReturn; readonly hash: Digest; readonly holders: number }
  | { readonly ok: false; readonly detail: string };

/** Returns of the lines of QR codes, each with whether two holders of its centre signed it. */
export async function paperReturns(
  { crypto }: Pick<OpenedBulletin, 'crypto'>,
  text: string,
  definitions: ReadonlyMap<Digest, Definition>,
): Promise<readonly PaperReturn[]> {
  const { compact, incomplete } = readParts(text);
  const verify = returnVerifier(crypto);
  const whole = compact.map(async (bytes): Promise<PaperReturn> => {
    const read = fromCompact(bytes, (hash) => definitions.get(hash));
    if (!read.ok) return { ok: false, detail: `${read.refusal.code}: ${read.refusal.detail}` };
    const signed = read.value;
    const answer = await verify(signed, definitions.get(signed.return.definition));
    const hash = hexOf(crypto.sha256(canonicalReturn(signed.return)));
    return answer.ok ? { ok: true, signed, hash, holders: answer.holders } : answer;
  });
  const parts = incomplete.map(
    ({ missing, of }): PaperReturn => ({
      ok: false,
      detail: `parts ${missing.join(', ')} of ${of} are missing`,
    }),
  );
  return [...(await Promise.all(whole)), ...parts];
}

export type ComparedFigure = {
  readonly key: string;
  readonly label: string;
  readonly published: number | undefined;
  readonly paper: number | undefined;
};

/** In the order of the form. Votes that are published together stand beside the paper's of all modes. */
export function compareFigures(
  definition: Definition,
  contest: string,
  published: Counts,
  paper: Counts | undefined,
): readonly ComparedFigure[] {
  const { modes, fields, contests } = definition;
  const options = contests.find(({ id }) => id === contest)?.options ?? [];
  const names = new Map<string, string>(fields.map(({ id, label }) => [id, label]));
  const apart = keysInOrder(definition, contest).flatMap(({ keys }) => keys);
  const together: string[] = [];
  for (const { id, name, candidates = [] } of options)
    for (const one of [undefined, ...candidates]) {
      const end = one === undefined ? id : `${id}/${one.id}`;
      for (const mode of modes)
        names.set(
          `votes/${mode.id}/${end}`,
          modes.length > 1 ? `${mode.name}: ${one?.name ?? name}` : (one?.name ?? name),
        );
      names.set(`together/${end}`, one?.name ?? name);
      together.push(`together/${end}`);
    }
  const onPaper = (key: string): number | undefined => {
    if (paper === undefined || Object.hasOwn(paper, key)) return paper?.[key];
    const own = modes
      .map(({ id }) => key.replace(/^together\//, `votes/${id}/`))
      .filter((one) => Object.hasOwn(paper, one));
    return own.length === 0 || !key.startsWith('together/') ? undefined : own.reduce((sum, one) => sum + paper[one], 0);
  };
  const joined = together.some((key) => Object.hasOwn(published, key));
  return [...apart, ...together]
    .filter((key) => Object.hasOwn(published, key) || (!joined && paper !== undefined && Object.hasOwn(paper, key)))
    .map((key) => ({ key, label: names.get(key) ?? key, published: published[key], paper: onPaper(key) }));
}

/**
 * What a paper's return is to the log: the very one that counts; another return of the unit; or nothing, as the log tells of
 * none. Of a unit whose figures are in one record with others nothing can be compared.
 */
export type PaperVerdict = 'same' | 'other' | 'notComparable';

export function paperVerdict(check: UnitCheck, paper: { readonly hash: Digest }): PaperVerdict {
  if (check.record === undefined || check.record.units.length > 1) return 'notComparable';
  return check.record.return === paper.hash && check.signed !== undefined ? 'same' : 'other';
}
