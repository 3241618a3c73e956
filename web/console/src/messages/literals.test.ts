// Texts stand in message files: no page holds words of its own, and every key that is written down in a page exists.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { en } from './en.ts';

const source = join(import.meta.dirname, '..');
const files = globSync('**/*.{ts,tsx}', { cwd: source }).filter(
  (file) => !/\.test\.ts$|^messages\/|(?:^|\/)gallery\//.test(file),
);
const words = /\p{L}{2,}/u;
/** Names of formats are the same in every language. */
const formats = new Set(['CSV', 'JSON', 'PNG', 'SVG']);
/** Attributes that people read or hear. */
const spoken = new Set([
  'label',
  'title',
  'placeholder',
  'alt',
  'aria-label',
  'aria-description',
  'help',
  'about',
  'undo',
  'action',
]);

type Found = { readonly place: string; readonly text: string };

function literalsIn(file: string): readonly Found[] {
  const text = readFileSync(join(source, file), 'utf8');
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: Found[] = [];
  const note = (node: ts.Node, said: string): void => {
    if (!words.test(said) || formats.has(said.trim())) return;
    found.push({ place: `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, text: said.trim() });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer !== undefined) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value !== undefined && ts.isStringLiteralLike(value)) note(node, value.text);
    }
    if (
      ts.isJsxExpression(node) &&
      node.expression !== undefined &&
      ts.isStringLiteralLike(node.expression) &&
      !ts.isJsxAttribute(node.parent)
    ) {
      note(node, node.expression.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

test('no page has words of its own', () => {
  assert.ok(files.length > 60);
  assert.deepEqual(files.filter((file) => file.endsWith('.tsx')).flatMap(literalsIn), []);
});

const keys = new Set(Object.entries(en).flatMap(([area, texts]) => Object.keys(texts).map((key) => `${area}.${key}`)));

test('every key that is written in full exists', () => {
  const all = files.map((file) => readFileSync(join(source, file), 'utf8')).join('\n');
  const asked = [...all.matchAll(/\bt\(\s*'([a-z]+\.[\w.-]+)'/g)].map(([, key]) => key);
  assert.ok(asked.length > 200);
  assert.deepEqual(
    asked.filter((key) => !keys.has(key)),
    [],
  );
});

test('texts are in sentence case, without blanks at their ends, and never call accounts names', () => {
  const texts = Object.entries(en).flatMap(([area, all]) =>
    Object.entries(all).flatMap(([key, text]: [string, string | Readonly<Record<string, string>>]) =>
      (typeof text === 'string' ? [text] : Object.values(text)).map((said) => [`${area}.${key}`, said] as const),
    ),
  );
  for (const [key, said] of texts) {
    assert.equal(said, said.trim(), key);
    assert.doesNotMatch(said, /\b(?:bots?|trolls?|frauds?)\b/i, key);
    assert.doesNotMatch(said, /log-?in|please|sorry|oops/i, key);
  }
});
