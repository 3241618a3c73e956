// Bodies that are read, and those that are refused before they become objects.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PollwardenError } from '../kernel/errors.ts';
import { parseStrictJson } from './strict-json.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const codeOf = (input: Uint8Array): string => {
  try {
    parseStrictJson(input);
    return 'read';
  } catch (error) {
    return error instanceof PollwardenError ? error.code : String(error);
  }
};

for (const text of [
  '{}',
  '[]',
  'null',
  '"a \\" b: {"',
  '{"a":{"b":[1,2,{"a":1}]},"b":"a"}',
  '{"a":[{"x":1},{"x":2}]}',
  '{"text":"{\\"a\\":1,\\"a\\":2}"}',
  ' { "ä" : "😀" } ',
]) {
  test(`${text} is read as JSON.parse reads it`, () => {
    assert.deepEqual(parseStrictJson(bytes(text)), JSON.parse(text));
  });
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

for (const [name, input, code] of [
  ['a key twice', bytes('{"a":1,"a":2}'), 'JSON_INVALID'],
  ['a key twice, once escaped', bytes('{"role":1,"r\\u006fle":2}'), 'JSON_INVALID'],
  ['a key twice, deeper', bytes('[{"b":{"a":1, "a" :2}}]'), 'JSON_INVALID'],
  ['__proto__', bytes('{"__proto__":{"role":"administrator"}}'), 'JSON_INVALID'],
  ['__proto__, escaped', bytes('{"\\u005f_proto__":1}'), 'JSON_INVALID'],
  ['constructor', bytes('{"constructor":{"prototype":{"a":1}}}'), 'JSON_INVALID'],
  ['32 levels', bytes(nested(32)), 'read'],
  ['33 levels', bytes(nested(33)), 'JSON_TOO_DEEP'],
  ['100,000 levels that never close', bytes('['.repeat(100_000)), 'JSON_TOO_DEEP'],
  ['100,000 objects that never close', bytes('{"a":'.repeat(100_000)), 'JSON_TOO_DEEP'],
  ['invalid UTF-8', Uint8Array.of(0x22, 0xff, 0xfe, 0x22), 'ENCODING_INVALID'],
  ['half a surrogate in UTF-8', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), 'ENCODING_INVALID'],
  ['no JSON', bytes('a=1&b=2'), 'JSON_INVALID'],
  ['a string that does not end', bytes('{"a'), 'JSON_INVALID'],
  ['closers only', bytes(']]}}'), 'JSON_INVALID'],
  ['a key in an array', bytes('["a":1]'), 'JSON_INVALID'],
  ['nothing', bytes(''), 'JSON_INVALID'],
] as const) {
  test(`${name}: ${code}`, () => assert.equal(codeOf(input), code));
}
