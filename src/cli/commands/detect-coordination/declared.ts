// The list of networks that coordinate openly: {"networks": [{"name": …, "accounts": […]}]}, or that array alone.
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import type { DeclaredNetwork } from '../../../detect/coordination/options.ts';
import { PollwardenError } from '../../../kernel/errors.ts';

const network = z.strictObject({ name: z.string().min(1).max(200), accounts: z.array(z.string().min(1)).min(1) });
const schema = z.union([z.array(network), z.strictObject({ networks: z.array(network) }).transform((d) => d.networks)]);
const mostBytes = 64 * 2 ** 20;

/** Reads the list. Throws FILE_NOT_FOUND, FILE_IS_DIRECTORY, FILE_UNREADABLE, DECLARED_INVALID. */
export async function readDeclared(file: string): Promise<readonly DeclaredNetwork[]> {
  const text = await readText(file);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new PollwardenError('DECLARED_INVALID', error instanceof Error ? error.message : 'no JSON', { file });
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data.map(({ name, accounts }) => ({ name, accounts: [...new Set(accounts)] }));
  throw new PollwardenError('DECLARED_INVALID', 'it takes {"networks": [{"name": "…", "accounts": ["…"]}]}', { file });
}

async function readText(file: string): Promise<string> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new PollwardenError('FILE_IS_DIRECTORY', undefined, { file });
    if (found.size > mostBytes) throw new PollwardenError('DECLARED_INVALID', 'larger than 64 MB', { file });
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof PollwardenError) throw error;
    if (error instanceof TypeError) throw new PollwardenError('ENCODING_INVALID', undefined, { file });
    const code = (error as { readonly code?: string }).code;
    throw new PollwardenError(code === 'ENOENT' ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE', code, { file });
  }
}

/** Platforms that a plain account id of the list may belong to. */
const platforms = ['x', 'mastodon', 'bluesky', 'telegram', 'table'];

/**
 * The list in the pseudonyms of the lake in `dataDir`. An account is given as a pseudonym (acc_…), with its platform
 * ("x:12"), or alone, which means it on any platform.
 */
export async function declaredInLake(
  networks: readonly DeclaredNetwork[],
  dataDir: string,
): Promise<readonly DeclaredNetwork[]> {
  if (networks.length === 0) return networks;
  const [{ existingKey }, { createPseudonyms }] = await Promise.all([
    import('../../../ingest/pseudonym-key.ts'),
    import('../../../ingest/pseudonym.ts'),
  ]);
  const key = existingKey(dataDir, 'pseudonym');
  if (key === undefined) return networks;
  const pseudonyms = createPseudonyms(key);
  const inLake = (account: string): readonly string[] => {
    if (account.startsWith('acc_')) return [account];
    const at = account.indexOf(':');
    const own = at > 0 ? [pseudonyms.account(account.slice(0, at), account.slice(at + 1))] : [];
    return [...own, ...platforms.map((platform) => pseudonyms.account(platform, account))];
  };
  return networks.map(({ name, accounts }) => ({ name, accounts: [...new Set(accounts.flatMap(inLake))] }));
}
