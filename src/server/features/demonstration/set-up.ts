// What the demonstration's space holds before its stream begins: people, calendar, watchlists, how the detector is set.
import { createPersonDirectly, type Persona } from '../../../accounts/personas.ts';
import {
  calendarOf,
  type DemonstrationPersona,
  officialNames,
  openNetworks,
  personas,
  topicItems,
} from '../../../generate/election/member-state.ts';
import { changeDetector } from '../../../findings/detectors/settings.ts';
import { createPseudonyms } from '../../../ingest/pseudonym.ts';
import { openKey } from '../../../ingest/pseudonym-key.ts';
import type { Ledger } from '../../../ledger/ledger.ts';
import { createWatchlist, listWatchlists, readCalendar, writeCalendar } from '../../../ledger/watchlists.ts';
import type { Space } from '../../space.ts';

const actor = { kind: 'system', id: 'demonstration' } as const;

export const streamOfDemonstration = { seed: 1, posts: 50_000, days: 14 } as const;
export const daysBefore = 11;
export const daysInAll = 14;

/** The campaign is on, and the vote a few days ahead. */
const daysToElection = 5;
const dayMilliseconds = 86_400_000;

export const personaOf = ({ name, email, role, organisation, kind }: DemonstrationPersona): Persona => ({
  name,
  email,
  role,
  organisation: { name: organisation, kind },
});

/** Once; what is there already stays as people have changed it. */
export function setUp({ ledger, folder, now }: Space): void {
  if (readCalendar(ledger).elections.length > 0) return;
  for (const persona of personas) createPersonDirectly(ledger, personaOf(persona));
  addWatchlists(ledger, folder);
  const parameters = { horizonHours: daysInAll * 24, paneMinutes: 360, latenessMinutes: 10 };
  changeDetector(ledger, 'coordination', { parameters }, { actor });
  // Last, since it marks the end.
  writeCalendar(ledger, calendarOf(now() + daysToElection * dayMilliseconds), { actor });
}

function addWatchlists(ledger: Ledger, folder: string): void {
  const known = new Set(listWatchlists(ledger).map(({ name }) => name));
  const add = (content: Parameters<typeof createWatchlist>[1]): void => {
    if (!known.has(content.name)) createWatchlist(ledger, content, { actor });
  };
  add({
    kind: 'officialName',
    name: 'Electoral Commission of Lowmere',
    note: 'Names and sites of the authority',
    items: [...officialNames],
  });
  add({ kind: 'topic', name: 'How and where to vote', note: 'Topics of the election', items: [...topicItems] });
  const { account } = createPseudonyms(openKey(folder, 'pseudonym'));
  for (const network of openNetworks(streamOfDemonstration)) {
    const items = network.accounts.map((one) => ({
      form: 'account' as const,
      value: account(one.platform, one.account),
    }));
    add({ kind: 'account', name: network.name, note: 'Coordinates openly', items });
  }
}
