// Every language says everything, fills in the same, and says that a machine made it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageLanguages, pageWords } from './words.ts';
import type { PageWords } from './words/english.ts';

const gaps = (text: string): readonly string[] => (text.match(/\{[a-z]+\}/g) ?? []).toSorted();

test('each language has each text, with the same gaps to fill', () => {
  const english = pageWords('en');
  for (const language of pageLanguages) {
    const words = pageWords(language);
    for (const key of Object.keys(english) as (keyof PageWords)[]) {
      if (key !== 'machine') assert.notEqual(words[key], '', `${language} ${key}`);
      assert.deepEqual(gaps(words[key]), gaps(english[key]), `${language} ${key}`);
    }
    assert.equal(words.machine === '', language === 'en', language);
  }
});
