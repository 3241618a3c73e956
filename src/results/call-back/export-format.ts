// The two files from which all calls are checked again: what headquarters did (calls, without names of people), and what the
// desk disclosed after certification (salts and secrets). Browser-safe.
import { z } from 'zod';
import { lineKinds } from '../codes/confirmation.ts';
import type { CountReturn } from '../return/count-return.ts';
import { sheetSchema } from './desk-file.ts';
import { callStates } from './states.ts';
import { signedVerdictSchema, totalsSchema } from './verdict.ts';

const id = z.string().min(1).max(64);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const countReturn = z.custom<CountReturn>(
  (value) => typeof value === 'object' && value !== null && typeof (value as CountReturn).counts === 'object',
  'is no return',
);
const exportedTry = z.strictObject({
  number: z.int().min(1),
  totals: totalsSchema,
  code: z.string().max(20),
  /** Null where the desk gave none. */
  answer: signedVerdictSchema.nullable(),
});
export type ExportedTry = z.output<typeof exportedTry>;

const exportedCall = z.strictObject({
  number: z.int().min(1),
  contest: id,
  unit: id,
  centre: id,
  sheet: id,
  line: z.int().min(1),
  kind: z.enum(lineKinds),
  /** SHA-256 of the definition in force when it was begun. */
  definition: digest,
  state: z.enum(callStates),
  tries: z.array(exportedTry).max(100),
  /** What a confirmed call became. */
  return: countReturn.nullable(),
});
export type ExportedCall = z.output<typeof exportedCall>;

const exportedUnlock = z.strictObject({
  contest: id,
  unit: id,
  reason: z.string().max(2000),
  /** Number of the last call before it. */
  upTo: z.int().min(0),
});
export type ExportedUnlock = z.output<typeof exportedUnlock>;

export const callsFileSchema = z.strictObject({
  format: z.literal('pollwarden-call-backs/1'),
  election: id,
  calls: z.array(exportedCall).max(1_000_000),
  unlocks: z.array(exportedUnlock).max(1_000_000),
});
export type CallsFile = z.output<typeof callsFileSchema>;

export const disclosureSchema = z.strictObject({
  format: z.literal('pollwarden-callback-disclosure/1'),
  election: id,
  publicKey: z.string().regex(/^[\w-]{43}$/),
  sheets: z.array(sheetSchema).max(500_000),
});
export type Disclosure = z.output<typeof disclosureSchema>;
