// Members of a signed return as JSON. By hand and without a library of schemas: it is quicker, and the page of the bulletin,
// which reads returns too, stays small. Browser-safe.

function isCounts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const [key, count] of Object.entries(value)) {
    if (
      key.length < 1 ||
      key.length > 200 ||
      !Number.isSafeInteger(count) ||
      (count as number) < 0 ||
      Object.is(count, -0)
    )
      return false;
  }
  return true;
}

/** An instant that there is, with seconds in UTC. */
function isInstant(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 19));
}

const isDigest = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isId = (value: unknown): boolean => typeof value === 'string' && value.length >= 1 && value.length <= 64;

type Member = {
  readonly holds: (value: unknown) => boolean;
  readonly expected: string;
  readonly optional?: true;
};

const members: Readonly<Record<string, Member>> = {
  format: { holds: (value) => value === 'pollwarden-return/1', expected: 'is not pollwarden-return/1' },
  election: { holds: isId, expected: 'is no id' },
  definition: { holds: isDigest, expected: 'is no SHA-256' },
  contest: { holds: isId, expected: 'is no id' },
  unit: { holds: isId, expected: 'is no id' },
  centre: { holds: isId, expected: 'is no id' },
  counts: { holds: isCounts, expected: 'are whole numbers from 0 by names of up to 200 characters' },
  countedAt: {
    holds: (value) => typeof value === 'string' && isInstant(value),
    expected: 'is no instant with seconds in UTC',
  },
  supersedes: { holds: isDigest, expected: 'is no SHA-256', optional: true },
  // Half a character has no canonical form (RFC 8785), and others would refuse to read it.
  reason: {
    holds: (value) => typeof value === 'string' && value !== '' && value.length <= 500 && value.isWellFormed(),
    expected: 'is no text of up to 500 characters',
    optional: true,
  },
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function returnProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'return: is no object';
  const stranger = Object.keys(value).find((key) => !Object.hasOwn(members, key));
  if (stranger !== undefined) return `return: has a member ${stranger.slice(0, 40)}`;
  for (const [name, { holds, expected, optional }] of Object.entries(members)) {
    if (!Object.hasOwn(value, name) ? optional !== true : !holds(value[name])) return `return.${name}: ${expected}`;
  }
  return undefined;
}

/** 64 bytes; the last character has no bits that mean nothing, so that one signature is one text. */
const isSignature = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).length === 2 &&
  typeof value.key === 'string' &&
  /^[0-9a-f]{16}$/.test(value.key) &&
  typeof value.signature === 'string' &&
  /^[\w-]{85}[AQgw]$/.test(value.signature);

/** What is wrong with the members of a signed return as JSON; undefined where it may be taken for one. */
export function signedProblem(value: unknown): string | undefined {
  if (!isObject(value) || Object.keys(value).length !== 2) return 'is not a return and its signatures';
  const { signatures } = value;
  if (!Array.isArray(signatures) || signatures.length > 20) return 'signatures: are not a list of up to 20';
  const bad = signatures.findIndex((one) => !isSignature(one));
  return bad < 0 ? returnProblem(value.return) : `signatures.${bad}: is no signature`;
}
