import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldText } from './fold-text.ts';
import { jaccard } from './jaccard.ts';
import { shingleHashes } from './near-text.ts';
import { clusterByShingles } from './text-clusters.ts';

const plain = 'The polling station in our street closes at noon, tell everybody you know';

test('what readers cannot see apart is one text', () => {
  for (const other of [
    plain.toUpperCase(),
    `  ${plain}!!!  `,
    plain.replaceAll(' ', '\u200b \u2060'),
    plain.replaceAll('o', 'о').replaceAll('e', 'е').replaceAll('a', 'а'),
    plain.replaceAll('o', 'ο'),
    plain.replaceAll('n', 'ｎ'),
    plain.replace('polling', '𝐩𝐨𝐥𝐥𝐢𝐧𝐠').replace('street', 'str\u00ADeet'),
    `RT @somebody: ${plain}`,
    `${plain} https://t.co/abc123`,
    `@anna @bob@host.example ${plain} www.example.org/x`,
  ]) {
    assert.equal(foldText(other).text, foldText(plain).text, other);
  }
});

test('genuine Cyrillic and Greek keep their differences and heed no case', () => {
  assert.equal(foldText('ВЫБОРЫ В ГОРОДЕ').text, foldText('Выборы в городе').text);
  assert.notEqual(foldText('выборы сегодня в городе').text, foldText('выборы завтра в городе').text);
  assert.equal(foldText('ΕΚΛΟΓΕΣ').text.length, 7);
});

test('links and mentions are no words; scripts without spaces count by characters', () => {
  assert.equal(foldText('vote now https://a.example/b @anna').tokens, 2);
  assert.equal(shingleHashes('vote now and here https://a.example/b @anna').length, 0);
  assert.ok(shingleHashes('vote now and here today').length > 0);
  assert.ok(shingleHashes('明日は投票日です。必ず行きましょう').length > 0);
  assert.equal(shingleHashes('').length, 0);
});

test('shingles are sorted, distinct, and kept apart by the key', () => {
  const hashes = shingleHashes(plain);
  for (let i = 1; i < hashes.length; i++) assert.ok(hashes[i] > hashes[i - 1]);
  assert.deepEqual(shingleHashes(plain), hashes);
  assert.ok(jaccard(shingleHashes(plain, 7), hashes) < 0.05);
  assert.ok(jaccard(shingleHashes(plain, 7), shingleHashes(plain.toUpperCase(), 7)) === 1);
});

test('Jaccard equals its definition', () => {
  const sets = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const both = a.filter((value) => b.includes(value)).length;
      const either = new Set([...a, ...b]).size;
      assert.equal(jaccard(Uint32Array.from(a).sort(), Uint32Array.from(b).sort()), either === 0 ? 0 : both / either);
    }),
  );
});

/** Words from a small generator of our own, so that every run has the same texts. */
function createWords(seed: number): () => string {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 4).toString(36);
  };
}

function pairs(
  count: number,
  changed: number,
): { readonly texts: readonly string[]; readonly alike: readonly number[] } {
  const word = createWords(changed + 1);
  const texts: string[] = [];
  const alike: number[] = [];
  for (let i = 0; i < count; i++) {
    const words = Array.from({ length: 20 }, word);
    const other = [...words];
    for (let k = 0; k < changed; k++) other[(i * 7 + k * 5) % 20] = word();
    texts.push(words.join(' '), other.join(' '));
    alike.push(jaccard(shingleHashes(texts[2 * i]), shingleHashes(texts[2 * i + 1])));
  }
  return { texts, alike };
}

test('near duplicates are found, and nothing below the threshold is taken for one', () => {
  for (const changed of [1, 2, 3]) {
    const { texts, alike } = pairs(400, changed);
    const clusters = clusterByShingles(texts.map((text) => shingleHashes(text)));
    let missed = 0;
    alike.forEach((similarity, i) => {
      const together = clusters[2 * i] >= 0 && clusters[2 * i] === clusters[2 * i + 1];
      if (similarity < 0.8) assert.ok(!together, `${similarity}`);
      else if (!together) missed++;
    });
    assert.ok(missed <= 1, `${missed} missed at ${changed} changed words`);
  }
});

test('every text of a cluster is near its centre, whatever the threshold', () => {
  const { texts } = pairs(60, 3);
  const sets = texts.map((text) => shingleHashes(text));
  for (const threshold of [0.3, 0.5, 0.8, 1]) {
    const clusters = clusterByShingles(sets, { threshold });
    const members = new Map<number, number[]>();
    clusters.forEach((cluster, i) => cluster >= 0 && members.set(cluster, [...(members.get(cluster) ?? []), i]));
    for (const group of members.values()) {
      assert.ok(group.some((centre) => group.every((i) => jaccard(sets[i], sets[centre]) >= threshold)));
    }
  }
});

test('the order of the texts does not change who is together', () => {
  const { texts } = pairs(80, 2);
  const sets = [...texts, ...texts.slice(0, 10), 'too short'].map((text) => shingleHashes(text));
  const order = sets.map((_, i) => (i * 37) % sets.length);
  const first = clusterByShingles(sets);
  const second = clusterByShingles(order.map((i) => sets[i]));
  for (let a = 0; a < order.length; a++) {
    for (let b = 0; b < a; b++) {
      const before = first[order[a]] >= 0 && first[order[a]] === first[order[b]];
      assert.equal(second[a] >= 0 && second[a] === second[b], before);
    }
  }
});

test('alone or too short is -1; equal texts are together; numbers follow the order of appearance', () => {
  const sets = ['a b c', plain, 'something quite different that nobody else wrote', plain, `${plain} now`].map((text) =>
    shingleHashes(text),
  );
  assert.deepEqual([...clusterByShingles(sets)], [-1, 0, -1, 0, 0]);
  assert.deepEqual([...clusterByShingles([])], []);
});

test('thousands of texts from one mould take bounded time', () => {
  const word = createWords(5);
  const sets = Array.from({ length: 5000 }, () =>
    shingleHashes(`Breaking news from place ${word()} about the vote in ward ${word()} this very evening`),
  );
  const started = process.cpuUsage();
  clusterByShingles(sets);
  assert.ok(process.cpuUsage(started).user < 10_000_000);
});
