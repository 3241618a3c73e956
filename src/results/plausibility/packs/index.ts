// Plausibility packs by name, and the one that goes with the pack of a definition.
import { PollwardenError } from '../../../kernel/errors.ts';
import type { PlausibilityPack } from '../plausibility-pack.ts';
import { bulgaria } from './bulgaria.ts';
import { general } from './general.ts';
import { netherlands } from './netherlands.ts';

export const plausibilityPacks: readonly PlausibilityPack[] = [bulgaria, netherlands, general];

const ofDefinition: Readonly<Record<string, PlausibilityPack>> = { bulgaria, 'eml-nl': netherlands };

/** The pack named, or that of the country whose files the definition was read from. PACK_INVALID with those there are. */
export function plausibilityPackOf(definitionPack: string, name?: string): PlausibilityPack {
  if (name === undefined) return Object.hasOwn(ofDefinition, definitionPack) ? ofDefinition[definitionPack] : general;
  const found = plausibilityPacks.find((pack) => pack.name === name.toLowerCase());
  if (found !== undefined) return found;
  const known = plausibilityPacks.map((pack) => pack.name).join(', ');
  throw new PollwardenError('PACK_INVALID', `there is no plausibility pack "${name.slice(0, 80)}"; there are ${known}`);
}
