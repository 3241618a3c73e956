// A bulletin as it lies in its folder: whole, incremental, readable without script, and silent before the instant.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { temporaryFolder } from '../../ledger/testing/temporary-ledger.ts';
import { knowsNothing, openSiteNight, type SiteNight, nightAt } from './testing/site-night.ts';
import { appFiles } from './app-files.ts';
import type { TestPlan } from '../testing/test-log.ts';
import { digestOf } from './hashed-name.ts';
import { readBulletin } from './testing/read-bulletin.ts';

function night(t: TestContext, units = 40, folder = temporaryFolder(t), more: Partial<TestPlan> = {}): SiteNight {
  const made = openSiteNight(folder, { units, areas: 4, options: 5, ...more });
  t.after(() => made.keeper.close());
  return made;
}

const filesOf = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isFile())
    .toSorted();

test('a bulletin before the instant, and after: everything that the pointer names is there, and says what the log says', async (t) => {
  const { log, out, build } = night(t);
  const units = log.definition.units.map(({ id }) => id);
  for (const unit of units.slice(0, 30)) log.commit(log.returnOf(unit));
  const first = await build({ now: Date.parse('2026-06-07T19:00:00Z') });
  assert.equal(first.number, 1);
  assert.deepEqual(first.faults, []);
  const before = await readBulletin(out);
  assert.equal(before?.pointer.number, 1);
  assert.ok(!before?.manifest.files.some(({ role }) => ['returns', 'csv', 'cdf', 'eml'].includes(role)));
  const front = readFileSync(join(out, 'index.html'), 'utf8');
  assert.match(front, /30 of 40 units have reported/);
  assert.match(front, /This copy cannot prove itself/);
  assert.match(front, /No independent witness has signed this log/);

  for (const unit of units.slice(0, 20)) log.release(log.returnOf(unit));
  const second = await build({ mirrors: ['https://mirror.example/x/'] });
  assert.deepEqual(second.faults, []);
  const after = await readBulletin(out);
  assert.deepEqual(after?.pointer.mirrors, ['https://mirror.example/x/']);
  const total = after?.manifest.files.find(({ role }) => role === 'total');
  const text = readFileSync(join(out, total?.path ?? ''), 'utf8');
  const { contests } = JSON.parse(text) as {
    readonly contests: readonly { readonly counted: number; readonly counts: Readonly<Record<string, number>> }[];
  };
  assert.equal(contests[0].counted, 20);
  const votes = units.slice(0, 20).reduce((sum, unit) => sum + (log.counts.get(unit)?.['votes/all/1'] ?? 0), 0);
  assert.equal(contests[0].counts['votes/1'], votes);
  const shown = readFileSync(join(out, 'index.html'), 'utf8');
  assert.match(shown, /20 of 40 units/);
  assert.match(shown, /preliminary figures, of what is counted so far/);
  assert.ok(!/\b\d+ byte\b/.test(shown));
  assert.ok(shown.includes(votes.toLocaleString('en')));
  assert.ok(
    shown.includes('connect-src &#39;self&#39; https://mirror.example') ||
      shown.includes("connect-src 'self' https://mirror.example"),
  );
  for (const role of ['returns', 'csv', 'cdf'] as const)
    assert.ok(
      after?.manifest.files.some((file) => file.role === role),
      role,
    );
});

test('when the words were fixed, by the calendar of the election, in each language: before polling is said where it is so', async (t) => {
  // Polling is on 7 June in Brussels, which begins at 22:00Z of the day before.
  for (const [fixedAt, english, german] of [
    ['2026-05-01T12:00:00Z', /before polling on June 7, 2026/, /vor der Wahl am 7\. Juni 2026/],
    ['2026-06-05T12:00:00Z', /days in between: 2\. Fewer than 14/, /Tage dazwischen: 2\. Weniger als 14/],
    ['2026-06-06T22:30:00Z', /ON THE DAY OF POLLING.*prove nothing/, /AM WAHLTAG.*beweisen nichts/],
    ['2026-06-09T12:00:00Z', /AFTER POLLING.*prove nothing/, /NACH DER WAHL.*beweisen nichts/],
  ] as const) {
    const { out, build } = night(t, 6, temporaryFolder(t), { fixedAt });
    await build({ languages: ['en', 'de', 'fr', 'nl', 'es'] });
    const of = (name: string): string => readFileSync(join(out, name), 'utf8');
    assert.match(of('index.html'), english);
    assert.match(of('de.html'), german);
    const early = fixedAt.startsWith('2026-05');
    for (const [name, says] of [
      ['index.html', /before polling/],
      ['de.html', /vor der Wahl/],
      ['fr.html', /avant le scrutin/],
      ['nl.html', /vóór de stemming/],
      ['es.html', /antes de la votación/],
    ] as const)
      assert.equal(says.test(of(name)), early, `${fixedAt} ${name}`);
  }
});

test('a folder that cannot be: the build ends and says so', async (t) => {
  const { out, build } = night(t, 6);
  const file = join(out, '..', 'file');
  writeFileSync(file, '');
  for (const place of [file, join(file, 'x', 'y'), '/proc/pollwarden/x'])
    await assert.rejects(async () => await build({ out: place }), { code: 'FILE_UNWRITABLE' }, place);
});

test('what is compressed beside a file is that file', async (t) => {
  const { log, out, build } = night(t, 12);
  for (const { id } of log.definition.units) log.release(log.returnOf(id));
  await build();
  const files = filesOf(out);
  let seen = 0;
  for (const path of files.filter((one) => /\.(?:gz|br)$/.test(one))) {
    const bytes = readFileSync(join(out, path));
    const plain = path.endsWith('.gz') ? gunzipSync(bytes) : brotliDecompressSync(bytes);
    assert.ok(plain.equals(readFileSync(join(out, path.slice(0, -3)))), path);
    seen++;
  }
  assert.ok(seen > 20);
  assert.ok(files.includes('index.html.br') && files.includes('index.html.gz'));
});

test('a second build with one more unit writes few files', async (t) => {
  const { log, build, out } = night(t, 60);
  const units = log.definition.units.map(({ id }) => id);
  for (const unit of units.slice(0, 40)) log.release(log.returnOf(unit));
  const first = await build();
  log.release(log.returnOf(units[41]));
  const second = await build();
  assert.ok(second.written < first.written, `${second.written} of ${first.written}`);
  const third = await build({ now: nightAt + 60_000 });
  assert.ok(third.written * 3 < first.written, `${third.written} of ${first.written}`);
  assert.equal((await readBulletin(out))?.pointer.number, 3);
});

test('files of long ago go, those of the last ten bulletins and of the last hour stay', async (t) => {
  const { log, build, out } = night(t, 8);
  const units = log.definition.units.map(({ id }) => id);
  log.release(log.returnOf(units[0]));
  await build();
  const old = (await readBulletin(out))?.manifest.files.find(({ role }) => role === 'summary')?.path ?? '';
  for (let i = 1; i <= 10; i++) await build({ now: nightAt + i * 7_200_000 });
  assert.ok(!existsSync(join(out, old)));
  assert.ok(!existsSync(join(out, `${old}.gz`)));
  for (let i = 1; i <= 15; i++) await build({ now: nightAt + 30 * 7_200_000 + i * 1000 });
  const manifests = filesOf(join(out, 'data')).filter((name) => /^manifest-.*\.json$/.test(name));
  assert.ok(manifests.length >= 15, String(manifests.length));
  assert.ok(await readBulletin(out));
});

test('a folder whose list of bulletins is lost keeps what is shown, and goes on', async (t) => {
  const { log, build, out } = night(t, 8);
  log.release(log.returnOf(log.definition.units[0].id));
  await build();
  const files = (await readBulletin(out))?.manifest.files ?? [];
  writeFileSync(join(out, '.builds.json'), '{"half":');
  log.release(log.returnOf(log.definition.units[1].id));
  const built = await build();
  assert.equal(built.removed, 0);
  for (const { path } of files) assert.ok(existsSync(join(out, path)), path);
  assert.equal((await readBulletin(out))?.pointer.number, 2);
});

test('without witnesses enough the bulletin before stands', async (t) => {
  const { log, build, out } = night(t, 8);
  log.release(log.returnOf(log.definition.units[0].id));
  await build();
  const before = readFileSync(join(out, 'latest.json'));
  const built = await build({ append: () => Promise.resolve(undefined) });
  assert.equal(built.shown, false);
  assert.ok(readFileSync(join(out, 'latest.json')).equals(before));
  assert.equal((await readBulletin(out))?.pointer.number, 1);
});

test('a copy at headquarters that differs from what was signed is told, and the signed figures stand', async (t) => {
  const { log, build, out } = night(t, 8);
  const [one, other] = log.definition.units.map(({ id }) => id);
  for (const unit of [one, other]) log.release(log.returnOf(unit));
  const built = await build({ headquarters: () => ({ ...knowsNothing, differs: (_, unit) => unit === one }) });
  assert.deepEqual(built.differing, [{ contest: 'assembly', unit: one }]);
  const page = (await readBulletin(out))?.manifest.files.find(({ role, of }) => role === 'area' && of === 'd1');
  const area = JSON.parse(readFileSync(join(out, page?.path ?? ''), 'utf8')) as {
    readonly units: readonly {
      readonly unit: string;
      readonly contests: readonly { readonly standing: string; readonly counts: unknown }[];
    }[];
  };
  const own = area.units.find(({ unit }) => unit === one)?.contests[0];
  assert.equal(own?.standing, 'differs');
  assert.deepEqual(own?.counts, log.counts.get(one));
});

test('before the instant no byte tells counts, states or times: headquarters knows other figures, and the bulletin is the same', async (t) => {
  const folder = temporaryFolder(t);
  const prepared = openSiteNight(join(folder, 'one'), { units: 20, areas: 4, options: 5 });
  for (const { id } of prepared.log.definition.units.slice(0, 9)) prepared.log.commit(prepared.log.returnOf(id));
  const early = { now: Date.parse('2026-06-07T19:00:00Z') };
  await prepared.build({ ...early, append: () => Promise.resolve(undefined) });
  prepared.keeper.close();
  cpSync(join(folder, 'one', 'log'), join(folder, 'two', 'log'), { recursive: true });
  const copies: string[][] = [];
  for (const [name, at, state] of [
    ['one', 1000, 'confirmed'],
    ['two', 2_000_000, 'conflicting'],
  ] as const) {
    const { log, keeper, build, out } = openSiteNight(join(folder, name), { units: 20, areas: 4, options: 5 });
    for (const { id } of log.definition.units.slice(0, 9)) log.commit(log.returnOf(id));
    await build({
      ...early,
      headquarters: () => ({
        state: () => state,
        firstAt: () => at,
        differs: () => state === 'conflicting',
        paper: () => 'qr',
      }),
    });
    keeper.close();
    // One of the log's keys signs with randomness (ML-DSA-44): its line tells nothing and is never the same.
    const unsigned = (path: string): Uint8Array =>
      /^latest\.|checkpoint$/.test(path)
        ? Buffer.from(readFileSync(join(out, path), 'utf8').replaceAll(/\u2014 [^\n"\\]*/g, ''))
        : readFileSync(join(out, path));
    copies.push(filesOf(out).map((path) => `${path} ${digestOf(unsigned(path))}`));
  }
  assert.deepEqual(copies[0], copies[1]);
  assert.ok(copies[0].length > 30);
});

test('script, style and languages of the page are files of the bulletin, and the front page names the script alone', async (t) => {
  const folder = temporaryFolder(t);
  const dist = join(folder, 'dist');
  mkdirSync(join(dist, 'lang'), { recursive: true });
  for (const [name, text] of [
    ['app.js', '"use strict";'],
    ['qr.js', '0;'],
    ['style.css', 'p{margin:0}'],
    [join('lang', 'fr.js'), 'pollwarden("language","fr",{});'],
  ])
    writeFileSync(join(dist, name), text);
  assert.deepEqual(appFiles(join(folder, 'nothing')), []);
  const { build, out } = night(t, 8, folder);
  await build({ app: appFiles(dist), languages: ['en', 'fr'] });
  const files = (await readBulletin(out))?.manifest.files ?? [];
  const named = files
    .filter(({ role }) => ['script', 'language'].includes(role))
    .map(({ role, of }) => `${role} ${of}`);
  assert.deepEqual(named, ['script app', 'language fr', 'script qr']);
  const front = readFileSync(join(out, 'index.html'), 'utf8');
  const scripts = [...front.matchAll(/<script[^>]*src="([^"]+)"/g)].map(([, src]) => src);
  assert.deepEqual(scripts, [files.find(({ of }) => of === 'app')?.path]);
  assert.doesNotMatch(front, /<script[^>]*>[^<]|style="|<style| on[a-z]+="/);
  const french = readFileSync(join(out, 'fr.html'), 'utf8');
  assert.match(french, /<html lang="fr">/);
  assert.match(french, /href="data\/page-fr-lowmere-[0-9a-f]{16}\.html"/);
});
