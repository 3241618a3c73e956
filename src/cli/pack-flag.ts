// --pack: the name of a pack that comes with Pollwarden, or a file with one.
import { existsSync, readFileSync } from 'node:fs';
import { packOf } from '../results/packs/index.ts';
import type { Pack } from '../results/packs/pack.ts';
import { readPack } from '../results/packs/read-pack.ts';
import { usageError } from './args.ts';

export function packFlag(text: string | undefined, command: string): Pack {
  if (text === undefined) throw usageError(`${command} needs --pack NAME or FILE`);
  if (text.endsWith('.json') || text.includes('/')) {
    if (!existsSync(text)) throw usageError(`there is no pack file ${text}`);
    return readPack(readFileSync(text, 'utf8'), text);
  }
  return packOf(text);
}
