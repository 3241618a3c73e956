// The bulletin as its routes answer it: from the log's own files.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { daysBefore } from '../../../bulletin/log/days-before.ts';
import { openingIn } from '../../../bulletin/log/opening.ts';
import { logFolder } from '../../../bulletin/log/place.ts';
import { shownPointer } from '../../../bulletin/site/shown.ts';
import { fingerprintWords } from '../../../bulletin/words/words.ts';
import { definitionOf } from '../../../results/store/elections.ts';
import { checkpointOfText } from '../../../tlog/checkpoint.ts';
import { openKeeper } from '../../../tlog/files/keeper.ts';
import { parseNote } from '../../../tlog/note.ts';
import { bulletinAddress, bulletinsFolder } from '../../bulletin-files.ts';
import type { Space } from '../../space.ts';
import type { BulletinRunner } from './runner.ts';
import type { BulletinAnswer } from './schemas.ts';

async function openingView(space: Space, election: string, timeZone: string): Promise<BulletinAnswer['opening']> {
  const folder = logFolder(space.folder, election);
  if (!existsSync(join(folder, 'key.json'))) return null;
  const keeper = openKeeper(folder);
  try {
    const opening = await openingIn(keeper);
    if (opening === undefined) return null;
    const { entry, sha256 } = opening;
    const { policy, key } = keeper;
    const fixedAt = Date.parse(entry.fixedAt);
    return {
      origin: key.name,
      log: entry.log,
      fixedAt,
      days: daysBefore(fixedAt, entry.day, timeZone),
      words: [...fingerprintWords(sha256)],
      witnesses: policy.witnesses.map(({ name }) => name),
      witnessed: policy.quorum !== 'none',
    };
  } finally {
    keeper.close();
  }
}

function builtView({ folder, prefix }: Space, election: string): BulletinAnswer['built'] {
  const pointer = shownPointer(join(bulletinsFolder(folder), election));
  if (pointer === undefined) return null;
  const note = parseNote(Buffer.from(pointer.checkpoint));
  const checkpoint = note.ok ? checkpointOfText(note.value.text) : note;
  return {
    number: pointer.number,
    at: Date.parse(pointer.at),
    address: bulletinAddress(prefix, election),
    entries: checkpoint.ok ? checkpoint.value.size : 0,
  };
}

export type BulletinView = (election: string) => Promise<BulletinAnswer>;

/** Of a space; an opening is read once, since it never changes. */
export function bulletinViews(space: Space, runner: BulletinRunner): BulletinView {
  const openings = new Map<string, NonNullable<BulletinAnswer['opening']>>();
  return async (election) => {
    const { name, day, timeZone } = definitionOf(space.ledger, election);
    const opening = openings.get(election) ?? (await openingView(space, election, timeZone));
    if (opening !== null) openings.set(election, opening);
    return {
      election,
      name,
      timeZone,
      day,
      opening,
      built: builtView(space, election),
      copyDiffers: runner.copyDiffers(election).map(({ contest, unit }) => ({ contest, unit })),
      problem: runner.problem(election) ?? null,
    };
  };
}
