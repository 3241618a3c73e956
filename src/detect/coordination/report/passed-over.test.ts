// What is not claimed and what is on the list of declared networks, in the words of the report.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixtureResult, typicalPlans } from '../testing/fixture.ts';
import type { ReportContext } from './context.ts';
import { listedAccounts, listedInInput } from './declared-list.ts';
import { renderReport } from './report.ts';

const context: ReportContext = {
  inputs: [],
  rejected: { count: 0, examples: [] },
  declaredNetworks: 2,
  program: 'Pollwarden test',
};
const words = (page: string): string =>
  page
    .replaceAll(/<style>.*<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('\u00a0', ' ');

test('sets with one account a platform are shown as not claimed, and cut', async () => {
  const sets = Array.from({ length: 30 }, (_, i) => [`x:<b>${i}`, `mastodon:${i}`]);
  const text = words(await renderReport({ ...fixtureResult(3, []), onePerPlatform: sets }, context));
  assert.match(text, /30 sets of accounts passed every test, but no two members of a set are on the same platform/);
  assert.match(text, /20 of 30 shown/);
  assert.match(text, /no other set of accounts passed all four questions/);
  assert.ok(text.includes('x:&lt;b&gt;19') && !text.includes('mastodon:20'));
});

test('a group with some members on the list says so; a declared one rests on the list', async () => {
  const plans = typicalPlans.map(({ declared: _, ...plan }) => plan).slice(0, 1);
  const accounts = plans[0].accounts.slice(0, 2);
  const declared = listedInInput([{ name: 'Press', accounts: [...accounts, 'nobody'] }], plans[0].accounts);
  assert.equal(listedAccounts(declared), 2);
  const text = words(await renderReport(fixtureResult(1, plans), { ...context, declared }));
  assert.match(text, /some are on the list of declared networks: 2 \(Press\)/);
  assert.match(text, /2 networks, 0 of them found; 2 accounts of the list in the input/);
  const listed = words(await renderReport(fixtureResult(1, typicalPlans), context));
  assert.match(listed, /on the list of declared ones is shown apart/);
  assert.doesNotMatch(listed, /had declared/);
});

test('pairs are not said to meet where none did', async () => {
  const empty = fixtureResult(3, []);
  const perWindow = empty.perWindow.map((row) => ({ ...row, pairs: 0 }));
  const text = words(await renderReport({ ...empty, perWindow, calibration: [] }, context));
  assert.match(text, /No two accounts acted on the same object within 2 h/);
  assert.doesNotMatch(text, /did act on the same objects/);
});
