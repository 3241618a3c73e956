// A NIST SP 1500-100 v2 election results report (JSON), read from bytes to a typed value. Only what is used is kept;
// sizes are capped first, and nothing is walked to a depth that the file decides.
import { z } from 'zod';
import { PollwardenError } from '../../../kernel/errors.ts';

export const mostReportBytes = 64 * 1_048_576;

const id = z.string().min(1).max(300);
const count = z.int().min(0);
const text = z.object({ Text: z.array(z.object({ Content: z.string(), Language: z.string() })).min(1) });
const externalIdentifier = z
  .array(z.object({ Type: z.string(), OtherType: z.string().optional(), Value: z.string() }))
  .optional();
const type = <T extends string>(name: T): z.ZodLiteral<`ElectionResults.${T}`> => z.literal(`ElectionResults.${name}`);

const voteCounts = z.object({
  Count: z.number(),
  GpUnitId: id,
  Type: z.string().max(64),
  OtherType: z.string().max(64).optional(),
  DeviceClass: z.object({ Type: z.string().max(64).optional() }).optional(),
  IsSuppressedForPrivacy: z.boolean().optional(),
  Round: z.int().optional(),
});
const selectionBase = { '@id': id, VoteCounts: z.array(voteCounts).optional() };
const selection = z.discriminatedUnion('@type', [
  z.object({ ...selectionBase, '@type': type('PartySelection'), PartyIds: z.array(id).min(1) }),
  z.object({
    ...selectionBase,
    '@type': type('CandidateSelection'),
    CandidateIds: z.array(id).optional(),
    EndorsementPartyIds: z.array(id).optional(),
    IsWriteIn: z.boolean().optional(),
  }),
  z.object({ ...selectionBase, '@type': type('BallotMeasureSelection'), Selection: text }),
]);
const otherCounts = z.object({
  GpUnitId: id,
  Overvotes: count.optional(),
  Undervotes: count.optional(),
  WriteIns: count.optional(),
});
const contestBase = {
  '@id': id,
  Name: z.string(),
  ElectionDistrictId: id,
  ContestSelection: z.array(selection).optional(),
  OtherCounts: z.array(otherCounts).optional(),
  ExternalIdentifier: externalIdentifier,
};
const contest = z.discriminatedUnion('@type', [
  z.object({
    ...contestBase,
    '@type': type('CandidateContest'),
    VotesAllowed: z.int().min(1),
    NumberElected: z.int().min(0).max(10_000).optional(),
  }),
  z.object({ ...contestBase, '@type': type('PartyContest') }),
  z.object({ ...contestBase, '@type': type('BallotMeasureContest') }),
  z.object({ ...contestBase, '@type': type('RetentionContest') }),
]);
const ballotCounts = z.object({
  GpUnitId: id,
  Type: z.string().max(64),
  BallotsCast: count.optional(),
  BallotsRejected: count.optional(),
});
const election = z.object({
  '@type': type('Election'),
  ElectionScopeId: id,
  StartDate: z.iso.date(),
  EndDate: z.iso.date(),
  Name: text,
  Contest: z.array(contest).max(1000).optional(),
  Candidate: z.array(z.object({ '@id': id, BallotName: text, ExternalIdentifier: externalIdentifier })).optional(),
  BallotCounts: z.array(ballotCounts).optional(),
});
const gpUnit = z.discriminatedUnion('@type', [
  z.object({
    '@id': id,
    '@type': type('ReportingUnit'),
    Type: z.string().max(64),
    OtherType: z.string().max(64).optional(),
    Name: text.optional(),
    ComposingGpUnitIds: z.array(id).optional(),
    ExternalIdentifier: externalIdentifier,
    VotersRegistered: count.optional(),
    VotersParticipated: count.optional(),
  }),
  z.object({ '@id': id, '@type': type('ReportingDevice') }),
]);
const party = z.object({
  '@id': id,
  '@type': z.union([type('Party'), type('Coalition')]),
  Name: text,
  ExternalIdentifier: externalIdentifier,
});
const report = z.object({
  '@type': type('ElectionReport'),
  Format: z.enum(['precinct-level', 'summary-contest']),
  GeneratedDate: z.string(),
  Issuer: z.string().max(300),
  IssuerAbbreviation: z.string(),
  SequenceStart: z.int(),
  SequenceEnd: z.int(),
  Status: z.string().max(64),
  VendorApplicationId: z.string(),
  Election: z.array(election).optional(),
  GpUnit: z.array(gpUnit).max(500_000).optional(),
  Party: z.array(party).max(10_000).optional(),
});

export type CdfReport = z.infer<typeof report>;
export type CdfElection = z.infer<typeof election>;
export type CdfContest = z.infer<typeof contest>;
export type CdfSelection = z.infer<typeof selection>;
export type CdfVoteCounts = z.infer<typeof voteCounts>;
export type CdfUnit = Extract<z.infer<typeof gpUnit>, { '@type': 'ElectionResults.ReportingUnit' }>;
type Identified = { readonly '@id': string; readonly ExternalIdentifier?: z.infer<typeof externalIdentifier> };
export type CdfText = z.infer<typeof text>;

export const invalid = (detail: string, file: string): PollwardenError =>
  new PollwardenError('CDF_INVALID', detail, { file });

/** FILE_UNREADABLE over 64 MiB, ENCODING_INVALID, JSON_INVALID, CDF_INVALID with the path of what is wrong. */
export function readReport(bytes: Uint8Array, file: string): CdfReport {
  if (bytes.byteLength > mostReportBytes)
    throw new PollwardenError('FILE_UNREADABLE', 'is larger than 64 MiB', { file });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new PollwardenError(error instanceof SyntaxError ? 'JSON_INVALID' : 'ENCODING_INVALID', undefined, { file });
  }
  const read = report.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw invalid(
    `${issue.path.map(String).join('.').slice(0, 200) || 'the file'}: ${issue.message.slice(0, 200)}`,
    file,
  );
}

/** The one election of a report. */
export function electionOf(of: CdfReport, file: string): CdfElection {
  const [only, second] = of.Election ?? [];
  if (only === undefined) throw invalid('there is no election in it', file);
  if (second !== undefined) throw invalid('holds several elections; one is read at a time', file);
  return only;
}

/** What our exports name as the type of an identifier, so that ids survive a way out and back. */
export const ownIdentifier = 'pollwarden';
const allowed = /^[^\s/<>"'&\\]{1,64}$/u;

/** Our own id where the file is one of our exports, else the id within the file. CDF_INVALID where it cannot be one. */
export function idOf(of: Identified, file: string): string {
  const own = of.ExternalIdentifier?.find(({ Type, OtherType }) => Type === 'other' && OtherType === ownIdentifier);
  const found = own?.Value ?? of['@id'];
  if (!allowed.test(found))
    throw invalid(
      `the id "${found.slice(0, 80)}" is longer than 64 characters or has a space, slash or quotation mark`,
      file,
    );
  return found;
}

/** The first text; up to 300 characters. */
export const plainText = (of: CdfText | undefined): string => (of?.Text[0].Content ?? '').trim().slice(0, 300);
