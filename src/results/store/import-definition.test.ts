// A definition from files of others is asked, before it is kept, all that the signing app and every amendment will ask.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InputFile } from '../formats/reading.ts';
import type { Pack } from '../packs/pack.ts';
import { readPack } from '../packs/read-pack.ts';
import { importDefinition } from './import-definition.ts';

const file = (path: string, text: string): InputFile => {
  const bytes = Buffer.from(text);
  return { path, sizeBytes: bytes.length, read: () => bytes };
};
const pack = (more: Partial<Pack> = {}): Pack => ({
  ...readPack(
    JSON.stringify({
      format: 'pollwarden-pack/1',
      name: 'plain',
      version: '1',
      title: 'Plain',
      country: '',
      reads: 'csv',
      timeZone: 'UTC',
      minimumVoters: { count: 50 },
      fields: [],
      modes: [{ id: 'all', name: 'All' }],
      rules: [],
      carries: { official: ['all'] },
      csv: {
        separator: ',',
        contest: 'council',
        units: { file: 'units.csv', id: 'unit', name: ['name'], areas: [] },
        options: [{ file: 'options.csv', id: 'code', name: 'name' }],
        returns: {},
      },
    }),
    'plain.json',
  ),
  ...more,
});
const files = (units: string): readonly InputFile[] => [
  file('units.csv', `unit,name\n${units}\n`),
  file('options.csv', 'code,name\n1,One\n2,Two\n'),
];
const changes = {
  name: undefined,
  day: '2026-06-07',
  seats: { seats: undefined, method: undefined },
  minimumVoters: undefined,
  ground: undefined,
  keys: [],
  sealingKey: undefined,
};

test('ids and days that no later step could read are refused at once; so is a check that names what is not there', () => {
  assert.equal(importDefinition(files('7,School'), pack(), 'e', changes).definition.units.length, 1);
  const long = importDefinition(files(`7,${'School '.repeat(100)}`), pack(), 'e', changes).definition.units[0];
  assert.ok(long.name.length <= 300, 'a long name is cut');
  for (const unit of ['<b>7</b>', 'a/b', '"7\n8"', '7 north', `"7""8"`])
    assert.throws(() => importDefinition(files(`${unit},School`), pack(), 'e', changes), /DEFINITION_INVALID/, unit);
  assert.throws(
    () => importDefinition(files('7,School'), pack(), 'e', { ...changes, day: 'tomorrow' }),
    /DEFINITION_INVALID.*day/,
  );
  const rules = [{ code: 'c', kind: 'error', label: 'A check', breaks: 'nothing > 1', fields: [] }] as const;
  assert.throws(() => importDefinition(files('7,School'), pack({ rules }), 'e', changes), /PACK_INVALID/);
});
