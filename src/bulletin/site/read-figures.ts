// What a log says, as a bulletin shows it: its entries read once, their signatures checked beside, the total that follows.
import { hash } from 'node:crypto';
import type { Definition } from '../../elections/definition/definition.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { publicCode } from '../../results/codes/public-code.ts';
import { embargoInstant, type ReleasePolicy } from '../../results/release/policy.ts';
import { signedBytes } from '../model/commitment.ts';
import type { BulletinFault } from '../model/fault.ts';
import { parseEntry } from '../model/parse-entry.ts';
import type { Summary } from '../model/site.ts';
import { openAssembly } from '../total/assemble.ts';
import type { LogState, OnReturn } from '../total/state.ts';
import { type Reckoned, reckon, type UnitResult } from '../total/total.ts';
import type { SiteFigures, UnitFigures } from './figures.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** `line`: the canonical signed return. */
export type FoundReturn = { readonly hash: string; readonly line: Uint8Array };

/** Answers with the hashes of those whose signatures hold, under the definition that each names. */
export type CheckReturns = (
  returns: readonly FoundReturn[],
  definitions: ReadonlyMap<string, Definition>,
) => Promise<ReadonlySet<string>>;

function unitFigures({ contest, unit, standing, judged, commitment }: UnitResult, open: boolean): UnitFigures {
  const record = judged?.logged.record;
  return {
    contest,
    unit,
    standing,
    state: null,
    at: null,
    counts: open ? (judged?.counts ?? null) : null,
    together: record === undefined ? [] : record.units.filter((one) => one !== unit),
    record: judged?.logged.place ?? null,
    return: judged?.return?.place ?? null,
    commitment,
    code: record?.return === undefined ? null : publicCode(record.return),
  };
}

function areasOf({ definition, areas }: Reckoned): readonly Omit<Summary['areas'][number], 'file'>[] {
  return definition.areas.flatMap(({ id, name, level, parent = null }) => {
    const contests = areas.get(id);
    return contests === undefined ? [] : [{ id, name, level, parent, contests }];
  });
}

function groupsOf({ records }: LogState): SiteFigures['groups'] {
  return [...records.values()]
    .filter(({ record }) => record.units.length > 1)
    .map(({ place, record: { contest, units } }) => ({ record: place, contest, units }));
}

/** Of the newest policy; whoever wrote the log read it before. */
function embargoOf({ policies }: LogState): string | null {
  const text = [...policies.values()].at(-1);
  if (text === undefined) return null;
  const instant = embargoInstant(JSON.parse(text) as ReleasePolicy);
  return Number.isFinite(instant) ? new Date(instant).toISOString() : null;
}

export type ReadFigures = { readonly figures: SiteFigures; readonly faults: readonly BulletinFault[] };

/** INPUT_INVALID where the log is none of an election, or its definition is not in it; SUM_TOO_LARGE. */
export async function readFigures(entries: readonly Uint8Array[], check: CheckReturns): Promise<ReadFigures> {
  const found: FoundReturn[] = [];
  const onReturn: OnReturn = ({ hash: own }, signed) => void found.push({ hash: own, line: signedBytes(signed) });
  const assembly = openAssembly(sha256, onReturn);
  const faults: BulletinFault[] = [];
  for (const [place, bytes] of entries.entries()) {
    const read = parseEntry(bytes);
    if (!read.ok) throw new PollwardenError('INPUT_INVALID', `entry ${place} ${read.detail}`);
    faults.push(...assembly.add(read.value));
  }
  faults.push(...assembly.end());
  const { state } = assembly;
  const held = await check(found, state.definitions);
  const reckoned = reckon(state, (own) => held.has(own));
  if (state.opening === undefined || reckoned === undefined)
    throw new PollwardenError('INPUT_INVALID', 'the log has no opening, or not the definition that it names');
  const { definition, total } = reckoned;
  const open = state.records.size > 0;
  const newest = [...state.records.values()].at(-1)?.record.at;
  const figures: SiteFigures = {
    opening: state.opening,
    fingerprint: sha256(entries[0]),
    definition,
    definitionText: canonicalJson(definition),
    definitionHash: total.definition,
    total,
    areas: areasOf(reckoned),
    units: [...reckoned.units.values()].map((one) => unitFigures(one, open)),
    groups: groupsOf(state),
    returns: found.map(({ line }) => line),
    embargoAt: embargoOf(state),
    open,
    figuresAt: newest ?? state.opening.fixedAt,
    lastBulletin: state.bulletins.at(-1)?.entry.number ?? 0,
  };
  return { figures, faults };
}
