// Elections as the routes show them. Definitions are large: each is read from its bytes once.
import type { Definition } from '../../../elections/definition/definition.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import {
  type DefinitionVersion,
  definitionOf,
  definitionVersions,
  type ElectionRow,
  electionOf,
  revokedKeys,
} from '../../../results/store/elections.ts';
import type { DefinitionVersionView, ElectionDetail, ElectionView } from './schemas.ts';

const kept = new Map<string, Definition>();
const mostKept = 8;

/** By its hash, so that it is never another's. */
export function definitionByHash(ledger: Ledger, election: string, { version, hash }: DefinitionVersion): Definition {
  const known = kept.get(hash);
  if (known !== undefined) return known;
  const definition = definitionOf(ledger, election, version);
  if (kept.size >= mostKept) kept.delete([...kept.keys()][0]);
  kept.set(hash, definition);
  return definition;
}

const versionView = (version: DefinitionVersion): DefinitionVersionView => ({
  version: version.version,
  hash: version.hash,
  state: version.state,
  reason: version.reason,
  changes: [...version.changes],
  madeBy: version.madeBy,
  madeAt: version.madeAt,
  decidedBy: version.decidedBy ?? null,
  decidedAt: version.decidedAt ?? null,
});

export function electionView(ledger: Ledger, row: ElectionRow): ElectionView {
  const { timeZone, units, centres, contests } = definitionByHash(ledger, row.id, row.current);
  return {
    id: row.id,
    name: row.name,
    day: row.day,
    timeZone,
    pack: row.pack,
    units: units.length,
    centres: centres.length,
    contests: contests.length,
    current: versionView(row.current),
    waiting: row.waiting === undefined ? null : versionView(row.waiting),
  };
}

function counts<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const item of items) found.set(key(item), (found.get(key(item)) ?? 0) + 1);
  return found;
}

/** NOT_FOUND. */
export function electionDetail(ledger: Ledger, election: string): ElectionDetail {
  const row = electionOf(ledger, election);
  const definition = definitionByHash(ledger, election, row.current);
  const revoked = revokedKeys(ledger, election);
  const ofArea = counts(definition.units, ({ area }) => area);
  const ofCentre = counts(definition.units, ({ centre }) => centre);
  return {
    ...electionView(ledger, row),
    versions: definitionVersions(ledger, election).map(versionView),
    minimumVoters: { count: definition.minimumVoters.count, ground: definition.minimumVoters.ground ?? null },
    areas: definition.areas.map(({ id, name, parent, level }) => ({
      id,
      name,
      parent: parent ?? null,
      level,
      units: ofArea.get(id) ?? 0,
    })),
    contestList: definition.contests.map(({ id, name, seats, options }) => ({
      id,
      name,
      seats: seats?.seats ?? null,
      method: seats?.method ?? null,
      options: options.map((option) => ({
        id: option.id,
        name: option.name,
        candidates: option.candidates?.length ?? 0,
        independent: option.independent === true,
      })),
    })),
    centreList: definition.centres.map(({ id, name, keys }) => ({
      id,
      name,
      units: ofCentre.get(id) ?? 0,
      keys: keys.map((key) => ({ id: key.id, holder: key.holder, revokedAt: revoked.get(key.id) ?? null })),
    })),
    fields: definition.fields.map(({ id, label, group }) => ({ id, label, group })),
    modes: definition.modes.map(({ id, name }) => ({ id, name })),
    rules: definition.rules.map(({ code, kind, label }) => ({ code, kind, label })),
    carries: Object.fromEntries(Object.entries(definition.carries).map(([channel, groups]) => [channel, [...groups]])),
    merged: definition.units.flatMap(({ id, name, merged }) =>
      merged === undefined ? [] : [{ id, name, stations: [...merged] }],
    ),
    sealingKey: definition.sealingKey ?? null,
    callBackSheets: definition.callBack?.sheets.length ?? 0,
  };
}
