// Schemas that run here make no code of their own: the content security policy forbids it, and reports even the attempt.
// Imported before anything that declares a schema.
import { config } from 'zod/v4/core';

export const schemaSettings = config({ jitless: true });
