// The OpenAPI document is what the schemas say, names every route of the access table, and is valid in its references.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { openApiDocument } from '../scripts/openapi.ts';
import { accessTable } from '../src/server/access.ts';

let shown: string;
let now: string;
before(async () => {
  ({ shown, now } = await openApiDocument());
});

type Operation = { readonly summary?: string; readonly tags?: readonly string[] };
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

test('docs/openapi.json is what the routes say now', () => {
  assert.ok(shown === now, 'run node scripts/openapi.ts');
});

test('every line of the access table is in the document once, with a summary and a tag', () => {
  const { paths } = JSON.parse(now) as Document;
  const named = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary, tags }]) => {
      assert.ok(summary !== undefined && summary.length > 3, `${method} ${path} has a summary`);
      assert.equal(tags?.length, 1, `${method} ${path} has a tag`);
      return `${method.toUpperCase()} ${path.replace(/^(\/demo)?\/api/, '').replace(/\{(\w+)\}/g, ':$1')}`;
    }),
  );
  assert.deepEqual(named.toSorted(), Object.keys(accessTable).toSorted());
});

test('every reference in it leads somewhere', () => {
  const document = JSON.parse(now) as Readonly<Record<string, unknown>>;
  for (const [, reference] of now.matchAll(/"\$ref": "([^"]+)"/g)) {
    const target = reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], document);
    assert.notEqual(target, undefined, reference);
  }
});
