// The versions of a definition that returns may name.
import type { Ledger } from '../../ledger/ledger.ts';
import { type DefinitionVersion, definitionVersions } from './elections.ts';

/**
 * Those under which a return may have been made: every fixed one, since returns stay valid after an amendment. What waits
 * for its second person holds for nobody yet. Before the first is fixed, the draft.
 */
export function knownVersions(ledger: Ledger, election: string): readonly DefinitionVersion[] {
  const versions = definitionVersions(ledger, election);
  const fixed = versions.filter(({ state }) => state === 'fixed');
  return fixed.length > 0 ? fixed : versions.filter(({ state }) => state !== 'refused');
}
