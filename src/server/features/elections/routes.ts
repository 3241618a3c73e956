// Elections and their definitions over HTTP: looked at, fixed by two persons, keys revoked by one.
import { PollwardenError } from '../../../kernel/errors.ts';
import { catchUp } from '../../../results/store/catch-up.ts';
import {
  decideVersion,
  definitionBytes,
  definitionOf,
  electionOf,
  listElections,
  proposeFix,
  revokeKey,
} from '../../../results/store/elections.ts';
import { personOf } from './person.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import {
  decisionBodySchema,
  definitionQuerySchema,
  electionDetailSchema,
  electionParamsSchema,
  electionsSchema,
  hashBodySchema,
  keyParamsSchema,
  revocationBodySchema,
} from './schemas.ts';
import { electionDetail, electionView } from './view.ts';

const tag = 'elections';
const params = electionParamsSchema;

/** CONFLICT where it has become another since the person looked. */
function refuseOther(seen: string, now: string): void {
  if (seen !== now) throw new PollwardenError('CONFLICT', 'the definition has changed since you looked at it');
}

const readRoutes = ({ ledger, name }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/elections',
    summary: 'Elections with the state of their definitions',
    tag,
    response: electionsSchema,
    handle: () => {
      const items = listElections(ledger).map((row) => electionView(ledger, row));
      return { items, all: items.length, matching: items.length };
    },
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election',
    summary: 'One election: contests, centres, checks, versions',
    tag,
    params,
    response: electionDetailSchema,
    handle: ({ params: { election } }) => electionDetail(ledger, election),
  }),
  defineRoute({
    method: 'GET',
    url: '/elections/:election/definition',
    summary: 'The definition itself, canonical JSON; its SHA-256 is what returns name',
    tag,
    params,
    query: definitionQuerySchema,
    response: 'download',
    perMinute: 30,
    handle: ({ params: { election }, query: { version } }) => {
      const bytes = definitionBytes(definitionOf(ledger, election, version));
      const mark = name === 'demonstration' ? 'DEMONSTRATION-' : '';
      return { download: `${mark}definition.json`, type: 'application/json', body: bytes };
    },
  }),
];

const changeRoutes = ({ ledger, hub }: Space): readonly AnyRoute[] => [
  defineRoute({
    method: 'POST',
    url: '/elections/:election/proposal',
    summary: 'The first of two persons: fix the definition as it is',
    tag,
    params,
    body: hashBodySchema,
    response: electionDetailSchema,
    handle: ({ params: { election }, body }, context) => {
      refuseOther(body.hash, electionOf(ledger, election).current.hash);
      proposeFix(ledger, election, personOf(context));
      hub.publish({ topic: 'elections', change: 'changed', id: election });
      return electionDetail(ledger, election);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/decision',
    summary: 'The second of two persons: approve or refuse what waits',
    tag,
    params,
    body: decisionBodySchema,
    response: electionDetailSchema,
    handle: ({ params: { election }, body }, context) => {
      const { waiting } = electionOf(ledger, election);
      if (waiting !== undefined) refuseOther(body.hash, waiting.hash);
      ledger.write(() => {
        decideVersion(ledger, election, body.approve, personOf(context));
        // Every unit is awaited from now on.
        catchUp(ledger, election, personOf(context));
      });
      hub.publish({ topic: 'elections', change: 'changed', id: election });
      hub.publish({ topic: 'returns', change: 'changed', id: election });
      return electionDetail(ledger, election);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/elections/:election/keys/:key/revocation',
    summary: 'Revoke a key of a count centre, at once',
    tag,
    params: keyParamsSchema,
    body: revocationBodySchema,
    response: electionDetailSchema,
    handle: ({ params: { election, key }, body }, context) => {
      revokeKey(ledger, election, key, body.reason, personOf(context));
      hub.publish({ topic: 'elections', change: 'changed', id: election });
      return electionDetail(ledger, election);
    },
  }),
];

export const electionRoutes = (space: Space): readonly AnyRoute[] => [...readRoutes(space), ...changeRoutes(space)];
