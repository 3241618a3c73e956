// SHA-256 of the two verifiers that are published beside the bulletin, as the opening names them. Node only.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Digest } from '../../elections/definition/definition.ts';
import { PollwardenError } from '../../kernel/errors.ts';

/** The file for Node, and the page. */
const files = { node: 'pollwarden-verify.mjs', page: 'pollwarden-verify.html' } as const;

/** Of a folder such as dist/verifier; NOT_FOUND where one is missing: an opening that named another could not be kept. */
export function verifierDigests(folder: string): { readonly node: Digest; readonly page: Digest } {
  const digest = (name: string): Digest => {
    const file = join(folder, name);
    if (!existsSync(file)) throw new PollwardenError('NOT_FOUND', 'build the verifier first: npm run build', { file });
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  };
  return { node: digest(files.node), page: digest(files.page) };
}
