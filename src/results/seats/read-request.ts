// Votes and lots from files: what `results seats --votes` and `--lots` take. Sizes are capped before.
import { z } from 'zod';
import { PollwardenError } from '../../kernel/errors.ts';
import type { Lot } from './claim.ts';
import type { SeatOption, SeatsRequest } from './seats.ts';

const count = z.int().nonnegative();
const id = z.string().min(1).max(200);
const votesOnly = z.record(id, count);
const withMore = z.strictObject({
  votes: votesOnly,
  /** By name, or as lists of ids. */
  alliances: z.union([z.record(id, z.array(id)), z.array(z.array(id))]).optional(),
  threshold: z
    .strictObject({
      share: z.tuple([count, z.int().positive()]).optional(),
      votes: count.optional(),
      base: z.enum(['valid', 'cast']).default('valid'),
    })
    .optional(),
  candidates: votesOnly.optional(),
  independents: z.array(id).optional(),
  valid: count.optional(),
  cast: count.optional(),
});
const lotsSchema = z.array(z.strictObject({ step: z.int().positive(), drawn: z.array(id).min(1) }));

const invalid = (what: string, error: z.ZodError): PollwardenError => {
  const [issue] = error.issues;
  const place = issue.path.length === 0 ? '' : ` ${issue.path.join('.')}:`;
  return new PollwardenError('INPUT_INVALID', `${what}:${place} ${issue.message}`.slice(0, 300));
};

const mostOptions = 10_000;

export type ReadVotes = Pick<SeatsRequest, 'options' | 'threshold' | 'base'>;

/** {"A": 435245, …}, or {"votes": {…}, "alliances": …, "threshold": …}. INPUT_INVALID with the place. */
export function readVotes(value: unknown): ReadVotes {
  const plain = votesOnly.safeParse(value);
  if (plain.success) return withOptions({ votes: plain.data });
  const isFuller = typeof value === 'object' && value !== null && typeof Reflect.get(value, 'votes') === 'object';
  if (!isFuller) throw invalid('votes', plain.error);
  const fuller = withMore.safeParse(value);
  if (!fuller.success) throw invalid('votes', fuller.error);
  return withOptions(fuller.data);
}

function withOptions(read: z.output<typeof withMore>): ReadVotes {
  const { votes, alliances = [], threshold, candidates = {}, independents = [], valid, cast } = read;
  const ids = Object.keys(votes);
  if (ids.length === 0 || ids.length > mostOptions)
    throw new PollwardenError('INPUT_INVALID', `votes of 1 to ${mostOptions} options are needed`);
  const groups = Array.isArray(alliances)
    ? alliances.map((members) => [members.join('+'), members] as const)
    : Object.entries(alliances);
  const allianceOf = alliancesByOption(groups, ids);
  for (const one of [...independents, ...Object.keys(candidates)])
    if (!ids.includes(one)) throw new PollwardenError('INPUT_INVALID', `there are no votes of ${one}`);
  const alone = new Set(independents);
  const most = new Map(Object.entries(candidates));
  const options = ids.map((one): SeatOption => {
    const alliance = allianceOf.get(one);
    const limit = most.get(one);
    return {
      id: one,
      votes: votes[one],
      ...(alliance === undefined ? {} : { alliance }),
      ...(alone.has(one) ? { independent: true } : {}),
      ...(limit === undefined ? {} : { candidates: limit }),
    };
  });
  const base = { ...(valid === undefined ? {} : { valid }), ...(cast === undefined ? {} : { cast }) };
  const { share, votes: least, base: of } = threshold ?? { base: 'valid' };
  const rule = {
    base: of,
    ...(share === undefined ? {} : { share }),
    ...(least === undefined ? {} : { votes: least }),
  };
  return { options, base, ...(threshold === undefined ? {} : { threshold: rule }) };
}

function alliancesByOption(
  groups: readonly (readonly [string, readonly string[]])[],
  ids: readonly string[],
): ReadonlyMap<string, string> {
  const known = new Set(ids);
  const found = new Map<string, string>();
  for (const [name, members] of groups) {
    for (const member of members) {
      if (!known.has(member)) throw new PollwardenError('INPUT_INVALID', `alliance ${name}: no votes of ${member}`);
      if (found.has(member)) throw new PollwardenError('INPUT_INVALID', `${member} is in two alliances`);
      found.set(member, name);
    }
  }
  return found;
}

/** [{"step": 3, "drawn": ["B"]}], or the same by contest: {"national": […]}. INPUT_INVALID with the place. */
export function readLots(value: unknown): (contest: string) => readonly Lot[] {
  const one = lotsSchema.safeParse(value);
  if (one.success) return () => one.data;
  const several = z.record(id, lotsSchema).safeParse(value);
  if (!several.success) throw invalid('lots', Array.isArray(value) ? one.error : several.error);
  const byContest = new Map(Object.entries(several.data));
  return (contest) => byContest.get(contest) ?? [];
}
