// A release policy: from when, in which detail, which returns, which contests. Browser-safe.
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { PollwardenError } from '../../kernel/errors.ts';
import { instantOf, lastClose, type PollCalendar, readCalendarFile } from './calendar.ts';

export const details = ['national', 'areas', 'units'] as const;
export type Detail = (typeof details)[number];
/** oneChannel: as soon as one channel has it. twoConfirm: only when two channels agree, or a person settled a difference. */
export const flows = ['oneChannel', 'twoConfirm'] as const;
export type Flow = (typeof flows)[number];

export type Embargo =
  | { readonly kind: 'instant'; readonly at: string }
  | {
      readonly kind: 'calendar';
      readonly calendar: PollCalendar;
      /** SHA-256 of the raw Ed25519 public key that has to have signed it, 64 hexadecimal digits. */
      readonly fingerprint: string;
    };

export type ReleasePolicy = {
  readonly format: 'pollwarden-release-policy/1';
  readonly election: string;
  readonly embargo: Embargo;
  readonly detail: Detail;
  readonly flow: Flow;
  /** Ids of the contests that flow. */
  readonly contests: readonly string[];
};

const bad = (detail: string): PollwardenError => new PollwardenError('RELEASE_POLICY_INVALID', detail);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const known = ['format', 'election', 'embargo', 'detail', 'flow', 'contests'];

/** Reads parsed JSON for an election with these contests. RELEASE_POLICY_INVALID, RELEASE_CALENDAR_INVALID. */
export function readPolicy(value: unknown, election: string, contests: readonly string[]): ReleasePolicy {
  if (!isObject(value) || value.format !== 'pollwarden-release-policy/1')
    throw bad('format is to be pollwarden-release-policy/1');
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other !== undefined) throw bad(`${other.slice(0, 40)} is not known here`);
  if (value.election !== election) throw bad(`it is for another election than ${election}`);
  const detail = details.find((one) => one === value.detail);
  if (detail === undefined) throw bad(`detail is one of ${details.join(', ')}`);
  const flow = flows.find((one) => one === value.flow);
  if (flow === undefined) throw bad(`flow is one of ${flows.join(', ')}`);
  if (!Array.isArray(value.contests) || value.contests.length === 0) throw bad('contests: at least one');
  const chosen = contests.filter((id) => (value.contests as readonly unknown[]).includes(id));
  if (chosen.length !== value.contests.length) throw bad('contests: each once, of those of the election');
  const embargo = readEmbargo(value.embargo, election);
  return { format: 'pollwarden-release-policy/1', election, embargo, detail, flow, contests: chosen };
}

function readEmbargo(value: unknown, election: string): Embargo {
  if (!isObject(value)) throw bad('embargo is missing');
  if (value.kind === 'instant') {
    if (typeof value.at !== 'string' || instantOf(value.at) === undefined)
      throw bad('embargo: at is an ISO instant with its offset');
    return { kind: 'instant', at: value.at };
  }
  if (value.kind !== 'calendar') throw bad('embargo: kind is instant or calendar');
  if (typeof value.fingerprint !== 'string' || !/^[0-9a-f]{64}$/.test(value.fingerprint))
    throw bad('embargo: fingerprint is the SHA-256 of the key that signs the calendar, 64 hexadecimal digits');
  const calendar = readCalendarFile(value.calendar);
  if (calendar.election !== election) throw bad(`embargo: the calendar is of ${calendar.election.slice(0, 64)}`);
  lastClose(calendar);
  return { kind: 'calendar', calendar, fingerprint: value.fingerprint };
}

/** Milliseconds since 1970 UTC before which nothing flows. */
export const embargoInstant = ({ embargo }: ReleasePolicy): number =>
  embargo.kind === 'instant' ? (instantOf(embargo.at) ?? Number.POSITIVE_INFINITY) : lastClose(embargo.calendar).at;

export const policyText = (policy: ReleasePolicy): string => canonicalJson(policy);
