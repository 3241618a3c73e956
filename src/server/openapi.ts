// The OpenAPI document, from the schemas that validate the requests; served, and checked in as docs/openapi.json.
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { packageVersion } from '../kernel/version.ts';
import type { ServedSpace } from './served.ts';

const description =
  'The API of the console. A change needs the header "x-pollwarden: 1" and a JSON body; a failure answers ' +
  '{"error": {code, message, requestId}}. The demonstration space answers the same below /demo/api.';

export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Pollwarden', version: packageVersion(), description, license: { name: 'Apache-2.0' } },
    },
    transform: jsonSchemaTransform,
  });
}

/** The routes of a second space stand once in the document, under the first. */
export function documentedOnce(): (space: ServedSpace['space']) => (name: string) => boolean {
  const seen = new Map<string, string>();
  return (space) => (name) => {
    const first = seen.get(name) ?? space.name;
    seen.set(name, first);
    return first !== space.name;
  };
}
