// A sheet of channels that came from outside: shape and sizes are checked. Browser-safe.
import { z } from 'zod';
import { PollwardenError } from '../../kernel/errors.ts';
import { type ChannelEntry, channelRoles, dependencyKinds } from './independence.ts';

export const dependencySchema = z.strictObject({
  kind: z.enum(dependencyKinds),
  value: z.string().trim().min(1).max(120),
});
export const channelSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens'),
  name: z.string().trim().min(1).max(120),
  role: z.enum(channelRoles),
  dependencies: z.array(dependencySchema).max(40),
});
export const channelListSchema = z.array(channelSchema).max(12);

/** INPUT_INVALID with the place. */
export function readChannelSheet(value: unknown): readonly ChannelEntry[] {
  const { success, data, error } = channelListSchema.safeParse(value);
  if (success) return data;
  const [{ path, message }] = error.issues;
  throw new PollwardenError('INPUT_INVALID', `${path.join('.') || 'the file'}: ${message}`);
}
