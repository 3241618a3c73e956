import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { auditEvents } from './catalogue.ts';
import { auditEventsPage } from './events-page.ts';

test('docs/audit-events.md is what the catalogue makes; renew it with node scripts/audit-events.ts', () => {
  const path = join(import.meta.dirname, '..', '..', '..', 'docs', 'audit-events.md');
  assert.equal(readFileSync(path, 'utf8'), auditEventsPage());
});

test('names of events are a thing and what happened to it, and every field has its meaning', () => {
  for (const [name, { meaning, since, fields }] of Object.entries(auditEvents)) {
    assert.match(name, /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/u);
    assert.match(since, /^\d+\.\d+\.\d+$/u);
    assert.ok(meaning.length > 10, name);
    for (const [field, { meaning: said }] of Object.entries(fields)) assert.ok(said.length >= 3, `${name} ${field}`);
  }
});
