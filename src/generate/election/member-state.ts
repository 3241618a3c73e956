// A Member State that does not exist, with its European election: who takes part, what is protected, when what happens.
import { declaredNetworks } from '../posts/truth.ts';
import { domains, slots, tags } from '../posts/phrases.ts';
import { planPosts } from '../posts/plan.ts';

export const memberState = {
  country: 'Lowmere',
  election: 'Election to the European Parliament in Lowmere',
  timeZone: 'Europe/Brussels',
  about:
    'Lowmere does not exist. Its people, accounts and posts are generated, and any likeness to real ones is chance.',
} as const;

export type PersonaRole =
  | 'administrator'
  | 'electionAuthority'
  | 'resultsOperator'
  | 'callBackDesk'
  | 'analyst'
  | 'platformDesk'
  | 'party'
  | 'observer';

export type DemonstrationPersona = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: PersonaRole;
  readonly organisation: string;
  readonly kind: 'authority' | 'csirt' | 'platform' | 'party' | 'observers';
  /** What this person does here, for the page where one is chosen. */
  readonly does: string;
};

export const personas: readonly DemonstrationPersona[] = [
  {
    id: 'analyst',
    name: 'Ada Marling',
    email: 'ada.marling@csirt.lowmere.example',
    role: 'analyst',
    organisation: 'CSIRT Lowmere',
    kind: 'csirt',
    does: 'examines findings, assigns them, writes notes, runs detectors',
  },
  {
    id: 'authority',
    name: 'Bram Oldquay',
    email: 'bram.oldquay@elections.lowmere.example',
    role: 'electionAuthority',
    organisation: 'Electoral Commission of Lowmere',
    kind: 'authority',
    does: 'keeps the calendar and the watchlists, sees what threatens the vote',
  },
  {
    id: 'deputy',
    name: 'Fenna Roe',
    email: 'fenna.roe@elections.lowmere.example',
    role: 'electionAuthority',
    organisation: 'Electoral Commission of Lowmere',
    kind: 'authority',
    does: 'is the second of two persons: approves, starts and resumes the release of results',
  },
  {
    id: 'operator',
    name: 'Gil Sandbank',
    email: 'gil.sandbank@elections.lowmere.example',
    role: 'resultsOperator',
    organisation: 'Electoral Commission of Lowmere',
    kind: 'authority',
    does: 'takes returns in, decides conflicts, keeps the polling-day board, may hold the release',
  },
  {
    id: 'administrator',
    name: 'Cleo Tarn',
    email: 'cleo.tarn@csirt.lowmere.example',
    role: 'administrator',
    organisation: 'CSIRT Lowmere',
    kind: 'csirt',
    does: 'invites people, starts sources, makes backups, reads the audit trail',
  },
  {
    id: 'platform',
    name: 'Dov Harbour',
    email: 'dov.harbour@agora.example',
    role: 'platformDesk',
    organisation: 'Agora, election desk',
    kind: 'platform',
    does: "watches the platform's own traffic",
  },
  {
    id: 'observer',
    name: 'Esi Vale',
    email: 'esi.vale@observers.example',
    role: 'observer',
    organisation: 'Lowmere Election Observers',
    kind: 'observers',
    does: 'sees what is released to observers: nothing yet',
  },
];

/** The parts of the calendar in days from election day, both included. */
const course = [
  { phase: 'setup', from: -300, to: -181 },
  { phase: 'register', from: -180, to: -61 },
  { phase: 'candidates', from: -60, to: -36 },
  { phase: 'campaign', from: -35, to: -2 },
  { phase: 'voting', from: -1, to: 0 },
  { phase: 'tally', from: 1, to: 2 },
  { phase: 'results', from: 3, to: 20 },
] as const;

const isoDay = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** `electionDay`: milliseconds since 1970 UTC, some time of that day. */
export const calendarOf = (electionDay: number) => [
  {
    name: memberState.election,
    timeZone: memberState.timeZone,
    phases: course.map(({ phase, from, to }) => ({
      phase,
      from: isoDay(electionDay + from * 86_400_000),
      to: isoDay(electionDay + to * 86_400_000),
    })),
  },
];

export const officialNames = [
  { form: 'name', value: 'Electoral Commission of Lowmere' },
  { form: 'domain', value: 'elections.lowmere.example' },
  { form: 'domain', value: 'results.lowmere.example' },
] as const;

export const topicItems = [
  { form: 'hashtag', value: 'election' },
  { form: 'hashtag', value: 'debate' },
  { form: 'domain', value: domains[0] },
] as const;

/** Objects and topics for the purpose record: what the generated posts are about. */
export const scopeOf = (): { readonly objects: readonly string[]; readonly topics: readonly string[] } => ({
  objects: [...domains, ...tags.map((tag) => `#${tag}`)],
  topics: [...slots.place, ...slots.topic, ...slots.office, ...slots.list],
});

/** The networks that coordinate openly in the generator's first stream, as platform and account. */
export function openNetworks(options: { readonly seed: number; readonly posts: number; readonly days: number }) {
  return declaredNetworks(planPosts(options)).map(({ name, accounts }) => ({
    name,
    accounts: accounts.map((account) => {
      const colon = account.indexOf(':');
      return { platform: account.slice(0, colon), account: account.slice(colon + 1) };
    }),
  }));
}
