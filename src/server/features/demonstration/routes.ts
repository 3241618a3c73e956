// The routes of the demonstration; they exist in its space only.
import { personas as allPersonas, memberState } from '../../../generate/election/member-state.ts';
import { createPersonDirectly } from '../../../accounts/personas.ts';
import { openSessionFor } from '../../../accounts/sessions.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { type AnyRoute, defineRoute } from '../../route.ts';
import type { Space } from '../../space.ts';
import type { Feeder } from './feeder.ts';
import {
  type Demonstration,
  demonstrationChangeSchema,
  demonstrationSchema,
  personaAnswerSchema,
  personaParamsSchema,
  speeds,
} from './schemas.ts';
import { personaOf } from './set-up.ts';

const tag = 'demonstration';

function view(feeder: Feeder): Demonstration {
  return {
    country: memberState.country,
    election: memberState.election,
    about: memberState.about,
    personas: allPersonas.map(({ id, name, role, organisation, does }) => ({ id, name, role, organisation, does })),
    speeds: [...speeds],
    ...feeder.state(),
  };
}

export const demonstrationRoutes = (space: Space, feeder: Feeder): readonly AnyRoute[] => [
  defineRoute({
    method: 'GET',
    url: '/demonstration',
    summary: 'The demonstration: its country, its people, how far its stream has come',
    tag,
    response: demonstrationSchema,
    handle: () => view(feeder),
  }),
  defineRoute({
    method: 'PUT',
    url: '/demonstration',
    summary: 'Change the speed of the stream, or pause it',
    tag,
    body: demonstrationChangeSchema,
    response: demonstrationSchema,
    handle: ({ body }) => {
      feeder.setSpeed(body.speed);
      return view(feeder);
    },
  }),
  defineRoute({
    method: 'POST',
    url: '/personas/:id',
    summary: 'Be one of the people of the demonstration, without a password',
    tag,
    params: personaParamsSchema,
    response: personaAnswerSchema,
    perMinute: 60,
    handle: ({ params }, { address, userAgent, sessionToken, setSession }) => {
      const persona = allPersonas.find(({ id }) => id === params.id);
      if (persona === undefined) throw new PollwardenError('NOT_FOUND');
      const person = createPersonDirectly(space.ledger, personaOf(persona));
      const opening = { userAgent, address, cookie: sessionToken, method: 'persona' } as const;
      setSession(openSessionFor(space.ledger, person, opening));
      return { name: persona.name, role: persona.role };
    },
  }),
];
