// Names of accounts on lists of declared networks become pseudonyms under the key of the space: where detectors run
// there is one, and a profile without them loads none of this.
import { createPseudonyms } from '../../../ingest/pseudonym.ts';
import { openKey } from '../../../ingest/pseudonym-key.ts';
import type { Space } from '../../space.ts';
import { offerPseudonyms } from '../watchlists/pseudonymiser.ts';

/** The key is opened, and made where there is none, when the first name is entered. */
export function offerSpacePseudonyms(space: Space): void {
  offerPseudonyms(space, (platform, id) => createPseudonyms(openKey(space.folder, 'pseudonym')).account(platform, id));
}
