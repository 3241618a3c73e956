import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDocumentReader } from './document.ts';
import { createLineReader, type PieceReader, type TextPiece } from './lines.ts';
import { parseJson } from './parse.ts';
import { keysOf, valueAt } from './paths.ts';

function pieces(reader: PieceReader, content: string | Buffer, chunkBytes = 1 << 20): readonly TextPiece[] {
  const bytes = Buffer.from(content);
  const found: TextPiece[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) found.push(...reader.feed(bytes.subarray(at, at + chunkBytes)));
  found.push(...reader.end());
  return found;
}

const values = (found: readonly TextPiece[]): readonly unknown[] =>
  found.map((piece) => piece.problem?.code ?? (JSON.parse(piece.text) as unknown));

test('lines end with LF, CR LF or CR, and are counted', () => {
  const found = pieces(createLineReader(), '1\n2\r\n3\r\n\n4\r5');
  assert.deepEqual(
    found.map((piece) => [piece.text, piece.line]),
    [
      ['1', 1],
      ['2', 2],
      ['3', 3],
      ['4', 5],
      ['5', 6],
    ],
  );
});

test('lines do not depend on how the bytes arrive', () => {
  const content = fc.array(fc.constantFrom(10, 13, 97, 0xc3, 0xa4, 32), { maxLength: 30 });
  fc.assert(
    fc.property(content, fc.integer({ min: 1, max: 5 }), (list, chunk) => {
      const bytes = Buffer.from(list);
      assert.deepEqual(pieces(createLineReader(), bytes, chunk), pieces(createLineReader(), bytes));
    }),
    { numRuns: 500 },
  );
});

test('a line beyond the cap is refused, the next one is read', () => {
  for (const chunk of [3, 50, 1000]) {
    const found = pieces(createLineReader(100), `1\n${'x'.repeat(500)}\n3\n`, chunk);
    assert.deepEqual(values(found), [1, 'LINE_TOO_LONG', 3]);
    assert.deepEqual(
      found.map((piece) => piece.line),
      [1, 2, 3],
    );
  }
});

test('a top-level array gives its elements, of whatever kind', () => {
  const list = [{ a: [1, { b: '}]"\\' }] }, 'x,]', 7, [1, [2]], null, {}];
  for (const indent of [0, 2]) {
    assert.deepEqual(values(pieces(createDocumentReader(), JSON.stringify(list, null, indent))), list);
  }
  assert.deepEqual(pieces(createDocumentReader(), '[]'), []);
});

test('messages come one by one with what stands before them', () => {
  const chat = {
    name: 'News',
    type: 'public_channel',
    id: 5,
    messages: [{ id: 1 }, { id: 2, text: ['a', { text: 'b' }] }],
  };
  const found = pieces(createDocumentReader(), JSON.stringify(chat, null, 1));
  assert.deepEqual(values(found), chat.messages);
  assert.deepEqual(found[0].context, { name: 'News', type: 'public_channel', id: 5, messages: null });

  const all = { about: 'x', chats: { about: 'y', list: [chat, { ...chat, id: 6 }] } };
  const both = pieces(createDocumentReader(), JSON.stringify(all));
  assert.equal(both.length, 4);
  assert.deepEqual(
    both.map((piece) => (piece.context as { id: number }).id),
    [5, 5, 6, 6],
  );
});

test('other documents come whole, several in a row too', () => {
  const pages = [{ data: [{ id: '1' }], includes: {} }, { data: [] }];
  const text = pages.map((page) => JSON.stringify(page, null, 2)).join('\n');
  assert.deepEqual(values(pieces(createDocumentReader(), text)), pages);
});

test('documents do not depend on how the bytes arrive', () => {
  const json = fc.array(fc.json({ maxDepth: 3 }), { maxLength: 4 }).map((list) => `[${list.join(',')}]`);
  const broken = fc.array(fc.constantFrom(...'[]{}",:\\ \n1aé'), { maxLength: 30 }).map((list) => list.join(''));
  fc.assert(
    fc.property(fc.oneof(json, broken), fc.integer({ min: 1, max: 6 }), (text, chunk) => {
      assert.deepEqual(
        pieces(createDocumentReader(), text, chunk).map((piece) => ({
          ...piece,
          text: piece.problem ? '' : piece.text,
        })),
        pieces(createDocumentReader(), text).map((piece) => ({ ...piece, text: piece.problem ? '' : piece.text })),
      );
    }),
    { numRuns: 1000 },
  );
});

test('a document that ends early gives what was whole, and says so', () => {
  const found = pieces(createDocumentReader(), '[{"id":1},{"id":2},{"id":');
  assert.deepEqual(values(found), [{ id: 1 }, { id: 2 }, 'ROW_MALFORMED']);
});

test('depth is checked before parsing, outside strings only', () => {
  assert.equal(parseJson('['.repeat(5_000_000)).ok, false);
  const deep = parseJson(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`);
  assert.equal(!deep.ok && deep.code, 'JSON_TOO_DEEP');
  assert.equal(parseJson(JSON.stringify('['.repeat(1000))).ok, true);
  assert.equal(parseJson(`"\\"${'['.repeat(1000)}"`).ok, true);
});

test('a value of more parts than memory has room for is refused before it is parsed', () => {
  const bomb = parseJson(`[${'{},'.repeat(4_000_000)}12345678901234567890]`);
  assert.equal(!bomb.ok && bomb.reason, 'more than 4000000 values');
});

test('documents of many levels and of many chats are read in linear time', { timeout: 20_000 }, () => {
  const deep = `${'{"a":['.repeat(200_000)}${']}'.repeat(200_000)}`;
  const parsed = pieces(createDocumentReader(), `${deep}{"id":1}`, 1 << 16).map(({ text }) => parseJson(text));
  assert.equal(parsed.length, 2);
  assert.equal(!parsed[0].ok && parsed[0].code, 'JSON_TOO_DEEP');
  assert.deepEqual(parsed[1].ok && parsed[1].value, { id: 1 });
  const chats = `{"chats":{"list":[${'{"id":7,"messages":[{"id":1}]},'.repeat(100_000)}{}]}}`;
  const found = pieces(createDocumentReader(), chats, 1 << 16);
  assert.equal(found.length, 100_000);
  assert.deepEqual(found[99_999].context, { id: 7, messages: null });
});

test('whole numbers beyond 2^53 keep their digits, others stay numbers', () => {
  const parsed = parseJson(
    '{"id":1050118621198921728,"n":12,"f":1.5,"t":"1050118621198921728","l":[9007199254740993]}',
  );
  assert.deepEqual(parsed.ok && parsed.value, {
    id: '1050118621198921728',
    n: 12,
    f: 1.5,
    t: '1050118621198921728',
    l: ['9007199254740993'],
  });
});

test('the input does not get into messages', () => {
  const parsed = parseJson('{"secret": tralala}');
  assert.equal(parsed.ok, false);
  assert.ok(!parsed.ok && !parsed.reason.includes('tralala'));
});

test('dotted names reach nested fields; names of Object are not fields', () => {
  assert.deepEqual(keysOf([{ id: 1, user: { id: 2, a: { b: { c: 1 } } } }, { x: [] }]), [
    'id',
    'user.id',
    'user.a.b',
    'x',
  ]);
  assert.equal(valueAt({ user: { id: 2 } }, 'user.id'), 2);
  assert.equal(valueAt({ 'user.id': 3 }, 'user.id'), 3);
  assert.equal(valueAt({ user: 1 }, 'user.id'), undefined);
  assert.equal(valueAt({}, 'constructor'), undefined);
  assert.equal(valueAt({}, 'constructor.name'), undefined);
});
