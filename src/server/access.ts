// Who may call which route: the one table. A route that is not in it does not start, and a test tries all of it.
import type { Role } from '../accounts/roles.ts';

/** "public": without signing in. "session": any signed-in person. Otherwise the roles, and nobody else. */
export type Access = 'public' | 'session' | readonly Role[];

const administrators: readonly Role[] = ['administrator'];
/** Who works with findings. Parties and observers see only what is released to them, which comes with cases. */
const watchers: readonly Role[] = ['administrator', 'electionAuthority', 'analyst', 'platformDesk'];
const analysts: readonly Role[] = ['administrator', 'analyst', 'platformDesk'];
const keepers: readonly Role[] = ['administrator', 'electionAuthority'];
/** Who sees the results before they are released. */
const counters: readonly Role[] = ['administrator', 'electionAuthority', 'resultsOperator', 'callBackDesk'];
/** Who takes returns in, decides conflicts and keeps the polling-day board. */
const operators: readonly Role[] = ['electionAuthority', 'resultsOperator'];
/** Who holds the keys of the one-time sheets, and answers codes; never who takes the calls. */
const desks: readonly Role[] = ['callBackDesk'];
/** Who decides what holds: definitions, policies, release. Always two of them. */
const deciders: readonly Role[] = ['electionAuthority'];

/** By "METHOD /url" as the routes name themselves, below /api. */
export const accessTable: Readonly<Record<string, Access>> = {
  // server
  'GET /about': 'public',
  'GET /events': 'session',
  // accounts
  'GET /session': 'public',
  'POST /session/password': 'public',
  'POST /session/totp': 'public',
  'POST /session/passkey/options': 'public',
  'POST /session/passkey': 'public',
  'DELETE /session': 'session',
  'POST /setup': 'public',
  'POST /invitations/preview': 'public',
  'POST /invitations/accept': 'public',
  'POST /recovery/accept': 'public',
  'GET /me': 'session',
  'POST /me/password': 'session',
  'POST /me/totp': 'session',
  'POST /me/totp/confirm': 'session',
  'DELETE /me/totp': 'session',
  'POST /me/passkeys/options': 'session',
  'POST /me/passkeys': 'session',
  'DELETE /me/passkeys/:id': 'session',
  'GET /me/sessions': 'session',
  'DELETE /me/sessions/:id': 'session',
  'GET /colleagues': watchers,
  'GET /people': administrators,
  'PATCH /people/:id': administrators,
  'POST /people/:id/recovery': administrators,
  'GET /organisations': administrators,
  'POST /organisations': administrators,
  'PATCH /organisations/:id': administrators,
  'GET /invitations': administrators,
  'POST /invitations': administrators,
  'DELETE /invitations/:id': administrators,
  // audit
  'GET /audit': administrators,
  'GET /audit/export': administrators,
  'GET /audit/verification': administrators,
  // findings
  'GET /findings': watchers,
  'GET /findings/counts': watchers,
  'GET /findings/export': watchers,
  'GET /findings/:id': watchers,
  'PATCH /findings/:id': analysts,
  'POST /findings/:id/notes': watchers,
  'GET /findings/:id/network': watchers,
  'GET /findings/:id/evidence': watchers,
  'GET /findings/:id/related': watchers,
  'GET /findings/:id/export': watchers,
  'GET /views': 'session',
  'POST /views': 'session',
  'DELETE /views/:id': 'session',
  // watchlists
  'GET /watchlists': watchers,
  'POST /watchlists': keepers,
  'PUT /watchlists/:id': keepers,
  'DELETE /watchlists/:id': keepers,
  'GET /calendar': watchers,
  'PUT /calendar': keepers,
  // alerts
  'GET /alerts': watchers,
  'POST /alerts/:id/acknowledge': watchers,
  'GET /me/alerts': watchers,
  'PUT /me/alerts': watchers,
  'POST /me/alerts/test': watchers,
  'POST /me/alerts/preview': watchers,
  'POST /me/alerts/webhooks': watchers,
  'DELETE /me/alerts/webhooks/:id': watchers,
  // by the signed link in a mail; the token is the right
  'POST /alerts/acknowledgement': 'public',
  'POST /alerts/acknowledgement/look': 'public',
  'GET /rota': watchers,
  'PUT /rota': keepers,
  // lake
  'GET /lake': watchers,
  'GET /lake/runs': watchers,
  'GET /lake/rejected': analysts,
  'GET /lake/erasures': administrators,
  'POST /lake/erasures': administrators,
  'POST /lake/expiry': administrators,
  // sources
  'GET /purposes': watchers,
  'POST /purposes': administrators,
  'GET /sources': watchers,
  'POST /sources': administrators,
  'POST /sources/:id/start': administrators,
  'POST /sources/:id/stop': administrators,
  'DELETE /sources/:id': administrators,
  // By the token of the source.
  'POST /sources/:id/posts': 'public',
  // detectors
  'GET /detectors': watchers,
  'GET /detectors/:name': watchers,
  'PUT /detectors/:name': analysts,
  'POST /detectors/:name/runs': analysts,
  'GET /detectors/:name/runs': watchers,
  // elections
  'GET /elections': counters,
  'GET /elections/:election': counters,
  'GET /elections/:election/definition': counters,
  'POST /elections/:election/proposal': deciders,
  'POST /elections/:election/decision': deciders,
  'POST /elections/:election/keys/:key/revocation': operators,
  // returns
  'GET /elections/:election/units': counters,
  'GET /elections/:election/units/counts': counters,
  'GET /elections/:election/units/:contest/:unit': counters,
  'POST /elections/:election/units/:contest/:unit/decision': operators,
  'POST /elections/:election/arrivals': operators,
  'GET /elections/:election/certification': counters,
  'POST /elections/:election/certification': deciders,
  // plausibility: for internal eyes; parties and observers see nothing but released notes, which do not come from here
  'GET /elections/:election/plausibility': operators,
  'GET /elections/:election/plausibility/summary': operators,
  'GET /elections/:election/plausibility/export': operators,
  'GET /elections/:election/plausibility/:contest/:unit': operators,
  'POST /elections/:election/plausibility/:contest/:unit/review': operators,
  'POST /elections/:election/plausibility/:contest/:unit/note': operators,
  'POST /elections/:election/plausibility/:contest/:unit/note/release': deciders,
  'POST /elections/:election/plausibility/:contest/:unit/note/refusal': operators,
  'POST /elections/:election/plausibility/:contest/:unit/released-note': deciders,
  // release
  'GET /elections/:election/release': counters,
  'GET /elections/:election/release/preview': counters,
  'GET /elections/:election/release/records': counters,
  'POST /elections/:election/release/policies': deciders,
  'POST /elections/:election/release/approval': deciders,
  'POST /elections/:election/release/start': deciders,
  'POST /elections/:election/release/hold': counters,
  'POST /elections/:election/release/resumption': deciders,
  'POST /elections/:election/release/clock': deciders,
  // bulletin
  'GET /elections/:election/bulletin': counters,
  'POST /elections/:election/bulletin/opening': deciders,
  'POST /elections/:election/bulletin/build': deciders,
  // polling day
  'GET /elections/:election/polling-day': counters,
  'GET /elections/:election/polling-day/stations': counters,
  'GET /elections/:election/polling-day/stations/:unit': counters,
  'POST /elections/:election/polling-day/reports': operators,
  'PUT /elections/:election/polling-day/hours': deciders,
  // channels
  'GET /elections/:election/channels': counters,
  'PUT /elections/:election/channels': operators,
  // intake
  'GET /elections/:election/intake': counters,
  'POST /elections/:election/intake/reading': operators,
  // call-backs
  'GET /elections/:election/call-backs': counters,
  'GET /elections/:election/call-backs/counts': counters,
  'GET /elections/:election/call-backs/export': counters,
  'GET /elections/:election/call-backs/desk': desks,
  'GET /elections/:election/call-backs/waiting': desks,
  'GET /elections/:election/call-backs/:call': counters,
  'POST /elections/:election/call-backs': operators,
  'POST /elections/:election/call-backs/unlocks': operators,
  'POST /elections/:election/call-backs/:call/tries': operators,
  'POST /elections/:election/call-backs/:call/end': operators,
  'POST /elections/:election/call-backs/:call/verdict': desks,
  // tally
  'GET /elections/:election/tally': counters,
  'GET /elections/:election/tally/export': counters,
  'GET /elections/:election/export': counters,
  'GET /elections/:election/lots': counters,
  'POST /elections/:election/lots': deciders,
  'GET /elections/:election/seats': counters,
  // operations
  'GET /operations': administrators,
  'POST /operations/backups': administrators,
  'GET /operations/backups/:name': administrators,
  'DELETE /operations/backups/:name': administrators,
  'POST /operations/checks': administrators,
  'POST /operations/restore': administrators,
  'DELETE /operations/restore': administrators,
  'POST /operations/restart': administrators,
  // demonstration: only in that space
  'POST /personas/:id': 'public',
  'GET /demonstration': 'public',
  'PUT /demonstration': 'public',
};
