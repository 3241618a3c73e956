// Files to a definition that can be kept: read with a pack, completed by what the operator gives, small units merged.
import type { CallBackDesk, CentreKey, Definition, SeatMethod } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { callBackDeskSchema, centreKeysSchema, readDefinition } from '../../elections/definition/schema.ts';
import type { InputFile, ReadProblem } from '../formats/reading.ts';
import { readerOf } from '../formats/readers.ts';
import type { Pack } from '../packs/pack.ts';
import { mergeSmallUnits } from '../privacy/merge.ts';
import { compileRules } from '../rules/check.ts';

export type DefinitionChanges = {
  readonly name: string | undefined;
  readonly day: string | undefined;
  readonly seats: { readonly seats: number | undefined; readonly method: SeatMethod | undefined };
  readonly minimumVoters: number | undefined;
  readonly ground: string | undefined;
  readonly keys: readonly InputFile[];
  /** desk-commitments.json of callback sheets. */
  readonly callBack?: InputFile | undefined;
  /** Raw X25519 public key, base64url. */
  readonly sealingKey: string | undefined;
};

export type ImportedDefinition = {
  readonly definition: Definition;
  readonly problems: readonly ReadProblem[];
  /** Counting units that stand for several stations. */
  readonly merged: readonly { readonly unit: string; readonly name: string; readonly from: readonly string[] }[];
};

const electionId = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** The errors of the reader; DEFINITION_INVALID, PACK_INVALID (a check), INPUT_INVALID for what was given beside the files. */
export function importDefinition(
  files: readonly InputFile[],
  pack: Pack,
  election: string,
  changes: DefinitionChanges,
): ImportedDefinition {
  if (!electionId.test(election))
    throw new PollwardenError('DEFINITION_INVALID', 'an election id is lower-case letters, digits and hyphens');
  const { definition: read, problems } = readerOf(pack).definition(files, pack, election);
  const completed = complete(read, changes);
  if (completed.day === '')
    throw new PollwardenError('DEFINITION_INVALID', 'the files do not say the day of polling; give --day');
  const { definition, merged, left } = mergeSmallUnits(completed, completed.minimumVoters.count);
  const small = left.map(
    ({ unit, registered }): ReadProblem => ({
      code: 'PRIVACY_REFUSED',
      file: unit,
      detail: `the unit has ${registered} voters and no neighbour to be merged with; its counts may not be published`,
      kind: 'warning',
    }),
  );
  // What the signing app and every amendment will ask of it is asked before it is kept.
  compileRules(definition);
  return {
    definition: readDefinition(definition),
    problems: [...problems, ...small],
    merged: merged.map(({ unit, name, from }) => ({ unit, name, from })),
  };
}

function complete(read: Definition, changes: DefinitionChanges): Definition {
  const { name = read.name, day = read.day } = changes;
  const minimumVoters =
    changes.minimumVoters === undefined && changes.ground === undefined
      ? read.minimumVoters
      : {
          count: changes.minimumVoters ?? read.minimumVoters.count,
          ...((changes.ground ?? '').trim() === '' ? {} : { ground: changes.ground }),
        };
  return {
    ...read,
    name,
    day,
    minimumVoters,
    contests: read.contests.map((contest) => withSeats(contest, changes.seats)),
    centres: withKeys(read.centres, changes.keys),
    ...(changes.callBack === undefined ? {} : { callBack: readCommitments(changes.callBack) }),
    ...(changes.sealingKey === undefined ? {} : { sealingKey: changes.sealingKey }),
  };
}

type Contest = Definition['contests'][number];

function withSeats(contest: Contest, { seats, method }: DefinitionChanges['seats']): Contest {
  if (seats === undefined && method === undefined) return contest;
  const number = seats ?? contest.seats?.seats;
  if (number === undefined) throw new PollwardenError('DEFINITION_INVALID', 'a method needs a number of seats');
  return {
    ...contest,
    seats: { method: 'dhondt', ...contest.seats, seats: number, ...(method === undefined ? {} : { method }) },
  };
}

const jsonOf = ({ path, read }: InputFile): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(read()));
  } catch {
    throw new PollwardenError('JSON_INVALID', undefined, { file: path });
  }
};

/** INPUT_INVALID with the file. */
export function readCentreKeys(file: InputFile): {
  readonly election: string;
  readonly centre: string;
  readonly keys: readonly CentreKey[];
} {
  const read = centreKeysSchema.safeParse(jsonOf(file));
  if (read.success) return read.data;
  throw new PollwardenError('INPUT_INVALID', `no file of a centre's keys: ${read.error.issues[0].message}`, {
    file: file.path,
  });
}

/** INPUT_INVALID with the file. */
export function readCommitments(file: InputFile): CallBackDesk {
  const read = callBackDeskSchema.safeParse(jsonOf(file));
  if (read.success) return read.data;
  throw new PollwardenError('INPUT_INVALID', `no commitments of a call-back desk: ${read.error.issues[0].message}`, {
    file: file.path,
  });
}

function withKeys(centres: Definition['centres'], files: readonly InputFile[]): Definition['centres'] {
  const added = new Map<string, CentreKey[]>();
  for (const file of files) {
    const { centre, keys } = readCentreKeys(file);
    if (!centres.some(({ id }) => id === centre))
      throw new PollwardenError('INPUT_INVALID', `there is no centre "${centre}"`, { file: file.path });
    added.set(centre, [...(added.get(centre) ?? []), ...keys]);
  }
  return centres.map((centre) => ({ ...centre, keys: [...centre.keys, ...(added.get(centre.id) ?? [])] }));
}
