// The calendar of polls, from which the embargo of a European election follows: no result before the last poll in the
// Union has closed (Art. 10(2) of the 1976 Electoral Act). Browser-safe; signatures are checked in store/release-calendar.ts.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { PollwardenError } from '../../kernel/errors.ts';

export type Poll = {
  /** Two capital letters. */
  readonly memberState: string;
  /** ISO instant with its offset, such as 2024-06-09T23:00:00+02:00. */
  readonly closes: string;
};

/** Raw Ed25519 public key (32 bytes) and signature (64 bytes), base64url without padding. */
export type CalendarSignature = { readonly publicKey: string; readonly signature: string };

export type PollCalendar = {
  readonly format: 'pollwarden-poll-calendar/1';
  readonly election: string;
  readonly polls: readonly Poll[];
  readonly signatures: readonly CalendarSignature[];
};

/** The Member States, as the Union writes them (EL for Greece). */
export const memberStates = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'EL', 'ES', 'FI', 'FR', 'HR', 'HU'],
  ...['IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
] as const;

const instantShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970 UTC of an ISO instant with offset; undefined for anything else. */
export function instantOf(text: string): number | undefined {
  if (!instantShape.test(text)) return undefined;
  const at = Date.parse(text);
  // A day that does not exist would be moved to the next month: the day has to come out as it was written.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text.slice(0, 10));
  return Number.isNaN(at) || !exists ? undefined : at;
}

const bad = (detail: string): PollwardenError => new PollwardenError('RELEASE_CALENDAR_INVALID', detail);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= most;

/** Reads parsed JSON. RELEASE_CALENDAR_INVALID with the place. */
export function readCalendarFile(value: unknown): PollCalendar {
  if (!isObject(value) || value.format !== 'pollwarden-poll-calendar/1')
    throw bad('format is to be pollwarden-poll-calendar/1');
  const { election, polls, signatures = [] } = value;
  if (!isText(election, 64)) throw bad('election is missing');
  if (!Array.isArray(polls) || polls.length === 0 || polls.length > 200) throw bad('polls: 1 to 200 are to be named');
  if (!Array.isArray(signatures) || signatures.length > 20) throw bad('signatures: a list of at most 20');
  const other = Object.keys(value).find((key) => !['format', 'election', 'polls', 'signatures'].includes(key));
  if (other !== undefined) throw bad(`${other.slice(0, 40)} is not known here`);
  return {
    format: 'pollwarden-poll-calendar/1',
    election,
    polls: polls.map((poll: unknown, i) => readPoll(poll, i)),
    signatures: signatures.map((one: unknown, i) => {
      if (!isObject(one) || !isText(one.publicKey, 43) || !isText(one.signature, 86))
        throw bad(`signatures ${i + 1}: publicKey and signature in base64url`);
      return { publicKey: one.publicKey, signature: one.signature };
    }),
  };
}

function readPoll(poll: unknown, i: number): Poll {
  if (!isObject(poll) || !isText(poll.memberState, 2) || !/^[A-Z]{2}$/.test(poll.memberState))
    throw bad(`polls ${i + 1}: memberState is two capital letters`);
  if (!isText(poll.closes, 32) || instantOf(poll.closes) === undefined)
    throw bad(`polls ${i + 1} (${poll.memberState}): closes is an ISO instant with its offset`);
  return { memberState: poll.memberState, closes: poll.closes };
}

/** The bytes that are signed: canonical JSON without the signatures. */
export function calendarText({ format, election, polls }: PollCalendar): string {
  return canonicalJson({ format, election, polls });
}

export const missingStates = ({ polls }: PollCalendar, expected: readonly string[] = memberStates): readonly string[] =>
  expected.filter((state) => !polls.some(({ memberState }) => memberState === state));

/** The latest close of all polls, and whose it is. RELEASE_CALENDAR_INVALID where a state is missing. */
export function lastClose(
  calendar: PollCalendar,
  expected: readonly string[] = memberStates,
): { readonly at: number; readonly memberState: string } {
  const missing = missingStates(calendar, expected);
  if (missing.length > 0) throw bad(`no close of polls for ${missing.join(', ')}`);
  return calendar.polls
    .map(({ memberState, closes }) => ({ memberState, at: instantOf(closes) ?? Number.NaN }))
    .reduce((last, one) => (one.at > last.at ? one : last));
}
