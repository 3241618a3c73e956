import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invitationsList, organisationsList, peopleList } from '../../../../../src/accounts/lists.ts';
import { auditList } from '../../../../../src/ledger/audit/list.ts';
import type { QueryField } from '../../../../../src/kernel/query.ts';
import { auditFields } from '../audit/fields.ts';
import { invitationFields, organisationFields, peopleFields } from './fields.ts';

const shape = (fields: readonly QueryField[]) =>
  fields
    .map(({ key, kind, values, optional = false }) => ({ key, kind, values, optional }))
    .toSorted((a, b) => a.key.localeCompare(b.key));

for (const [name, own, server] of [
  ['people', peopleFields, peopleList],
  ['invitations', invitationFields, invitationsList],
  ['organisations', organisationFields, organisationsList],
  ['audit trail', auditFields, auditList],
] as const) {
  test(`${name}: the page knows the keys that the server knows`, () => {
    assert.deepEqual(shape(own), shape(server.fields));
  });
}
