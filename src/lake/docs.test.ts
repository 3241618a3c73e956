// The page about the lake describes the kinds as they are declared.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventKinds } from './kinds.ts';

test('docs/lake.md lists the kinds, their columns, protection and retention', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'lake.md'), 'utf8');
  const described = /<!-- kinds -->\n([^]*)<!-- \/kinds -->/.exec(page)?.[1];
  const expected = eventKinds.map(({ name, meaning, retentionDays, identity, columns }) =>
    [
      `### \`${name}\`: ${meaning}`,
      '',
      `Kept at most ${retentionDays} days after the ingest. A row is known again by: ${identity.join(', ')}.`,
      '',
      '| column | type | what it is | people in it |',
      '|---|---|---|---|',
      ...columns.map(
        (c) => `| ${c.name} | ${c.type} | ${c.meaning}${c.transient === true ? ' (not kept)' : ''} | ${c.protection} |`,
      ),
      '',
    ].join('\n'),
  );
  assert.equal(described, expected.join('\n'));
});
