// A citizen with a phone, the paper from the door and a bulletin opened from a file, no server anywhere: by photo of its
// codes, by public code, by typed totals; a changed digit is found and named; what was not shown is not claimed.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import type { TestLog } from '../src/bulletin/testing/test-log.ts';
import { toCompact } from '../src/results/codes/compact.ts';
import { toParts } from '../src/results/codes/parts.ts';
import { groupedCode, publicCode } from '../src/results/codes/public-code.ts';
import { protocolHtml } from '../src/results/paper/protocol.ts';
import type { SignedReturn } from '../src/results/return/count-return.ts';
import { buildBulletin, special, wholeNight } from './bulletin/night.ts';
import { builtBulletin, type Citizen, openCitizen, phone } from './bulletin/chromium.ts';
import { seriousViolations } from './console/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-citizen-'));
let browser: Browser;
let log: TestLog;
let out = '';
let citizen: Citizen;

before(async () => {
  log = wholeNight({ units: 40, areas: 3, options: 6, candidates: 45 });
  out = await buildBulletin(log, folder, builtBulletin());
  browser = await startChromium(chromiumPath() ?? '');
  citizen = await openCitizen(browser, out, phone);
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A photo of the printed protocol, as a camera would see it: tilted a little, on a table. */
async function photoOf(signed: SignedReturn, name: string): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 900, height: 1500 }, deviceScaleFactor: 2 });
  const { definition } = log;
  await page.setContent(protocolHtml({ definition, signed, hash: log.hashOf(signed) }));
  await page.addStyleTag({ content: 'html{background:#7d6f5c}body.paper{transform:rotate(2deg);margin:60px auto}' });
  const file = join(folder, `${name}.png`);
  writeFileSync(file, await page.screenshot({ fullPage: true }));
  await page.close();
  return file;
}

const answer = () => citizen.page.locator('#paper-answer');

async function choosePhotos(...files: readonly string[]): Promise<void> {
  await citizen.open('#paper');
  await citizen.page.locator('#photos').setInputFiles([...files]);
  await answer().locator('.box').first().waitFor();
}

test('a photo of the paper: codes, signatures and figures, line by line, and what is still to be done by eye', async () => {
  const signed = log.returnOf(log.definition.units[10].id);
  assert.ok(toParts(toCompact(signed, log.definition)).length > 1, 'the paper has several codes');
  await choosePhotos(await photoOf(signed, 'paper'));
  const says = await answer().innerText();
  assert.match(says, /All are the same as the published ones/);
  assert.match(says, /signed by 2 holders/);
  assert.match(says, /Still to do: compare the numbers printed on the paper/);
  const rows = answer().locator('tr[data-key]');
  assert.equal(await rows.count(), Object.keys(signed.return.counts).length);
  assert.equal(await answer().locator('tr.differing').count(), 0);
  const row = answer().locator('tr[data-key="votes/all/1"] td').first();
  assert.equal(await row.innerText(), signed.return.counts['votes/all/1'].toLocaleString('en-GB'));
  assert.deepEqual(await seriousViolations(citizen.page), []);
});

test('a paper whose centre signed one digit other than what is published: that line is named', async () => {
  const unit = log.definition.units[11].id;
  const counts = { ...log.counts.get(unit) };
  counts['votes/all/2'] += 100;
  await choosePhotos(await photoOf(log.returnOf(unit, { counts }), 'changed'));
  const says = await answer().innerText();
  assert.match(says, /Different from the published ones: 1/);
  const line = answer().locator('tr.differing');
  assert.equal(await line.count(), 1);
  assert.equal(await line.getAttribute('data-key'), 'votes/all/2');
  assert.match(await line.innerText(), /differs by \+100/);
});

test('codes that nobody of the centre signed prove nothing, whatever they say', async () => {
  const signed = log.returnOf(log.definition.units[12].id);
  const [{ key, signature }, second] = signed.signatures;
  const forged = { ...signed, signatures: [{ key, signature: `A${signature.slice(1)}` }, second] };
  await choosePhotos(await photoOf(forged, 'forged'));
  assert.match(await answer().innerText(), /not signed by two holders of its centre .* They prove nothing/);
  assert.equal(await answer().locator('table').count(), 0);
});

test('one code of several: what is missing is said; its text may be pasted too', async () => {
  const signed = log.returnOf(log.definition.units[13].id);
  const parts = toParts(toCompact(signed, log.definition));
  await citizen.open('#paper');
  const field = citizen.page.locator('textarea[name=code]');
  await field.fill(parts[0]);
  await citizen.page.locator('.code-form button').click();
  await answer().getByText(`Part 2 of ${parts.length} is still missing`).waitFor();
  await field.fill(parts.toReversed().join('\n'));
  await citizen.page.locator('.code-form button').click();
  await answer().getByText('All are the same as the published ones').waitFor();
});

test('a public code leads to a return and never says correct; a wrong character is named', async () => {
  const signed = log.returnOf(log.definition.units[14].id);
  const code = groupedCode(publicCode(log.hashOf(signed)));
  await citizen.open('#paper');
  const { page } = citizen;
  const look = async (text: string): Promise<string> => {
    await page.locator('textarea[name=code]').fill(text);
    await page.locator('.code-form button').click();
    await answer().locator('.box').first().waitFor();
    return await answer().innerText();
  };
  const says = await look(code.toLowerCase());
  assert.match(says, /A code proves nothing by itself: compare each number with the paper, with your own eyes/);
  assert.doesNotMatch(says, /same|correct\b|✓ Checked/);
  assert.equal(await answer().locator('.box.good').count(), 0);
  const cells = answer().locator('tr[data-key="votes/all/1"] td');
  assert.equal(await cells.nth(0).innerText(), '–', 'the column of the paper is empty');
  assert.equal(await cells.nth(1).innerText(), signed.return.counts['votes/all/1'].toLocaleString('en-GB'));
  const wrong = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
  assert.match(await look(wrong), /one of its characters is wrong/);
  assert.match(await look(code.slice(2)), /has 17 characters; this has 15/);
  assert.match(await look(''), /has 17 characters; this has 0/);
  const [line] = toParts(toCompact(signed, log.definition));
  const mistyped = `${line.slice(0, 40)}${line[40] === '0' ? '1' : '0'}${line.slice(41)}`;
  assert.match(await look(mistyped), /This code was not read rightly/);
  assert.match(await look(publicCode('0123456789abcdef'.repeat(4))), /No published return has this code/);
});

test('a paper written by hand: typed totals are compared, what was left empty is not', async () => {
  const unit = log.definition.units[18];
  await citizen.open(`#unit/${unit.id}`);
  const { page } = citizen;
  await page.getByText('The paper at the door is written by hand').waitFor();
  await page.getByRole('link', { name: 'Compare with the paper' }).click();
  const counts = log.counts.get(unit.id) ?? {};
  const inputs = page.locator('form.typed input');
  await inputs.first().waitFor();
  const fields = log.definition.fields.map(({ id }) => id);
  for (const [i, id] of fields.entries()) await inputs.nth(i).fill(String(counts[id]));
  await page.locator('form.typed button').click();
  await page.getByText(`You typed ${fields.length} of`, { exact: false }).waitFor();
  assert.match(await page.locator('form.typed .answer').innerText(), /are the same as the published ones/);
  await inputs.nth(1).fill(String(counts[fields[1]] + 1));
  await page.locator('form.typed button').click();
  await page.getByText('Different from the published ones: 1').waitFor();
  assert.match(await page.locator('form.typed tr.differing').innerText(), /differs by −1|differs by \+1/);
});

test('units that stand otherwise: none posted, stated, together, not verified, awaited: each in plain words', async () => {
  const { page } = citizen;
  const units = log.definition.units.map(({ id }) => id);
  const says = async (unit: string): Promise<string> => {
    await citizen.open(`#unit/${unit}`);
    await page.locator('.answer > :not(.muted)').first().waitFor();
    return await page.locator('#view').innerText();
  };
  assert.match(await says(units[19]), /No paper is posted for this unit/);
  assert.match(await says(units[special.stated]), /Nobody at the centre has signed these figures/);
  assert.match(await says(units[special.merged[0]]), /Counted together with others[\s\S]*Together with/);
  assert.match(await says(units[special.unverified]), /Not verified[\s\S]*the log holds no valid one/);
  assert.match(await says(units.at(-1) ?? ''), /Awaited[\s\S]*There are no figures yet/);
  const differing = await says(units[special.differs]);
  assert.match(differing, /The copy differs; the signed figures count/);
  assert.match(differing, /A figure is not the one that was signed/);
});

test('no picture, and a picture without a code, are told apart; nothing was asked of anybody, nothing violated the policy', async () => {
  const text = join(folder, 'not-a-picture.png');
  writeFileSync(text, 'hello');
  await choosePhotos(text);
  assert.match(await answer().innerText(), /too large or no picture/);
  const page = await browser.newPage({ viewport: { width: 300, height: 300 } });
  const blank = join(folder, 'blank.png');
  writeFileSync(blank, await page.screenshot());
  await page.close();
  await choosePhotos(blank);
  assert.match(await answer().innerText(), /No code could be read/);
  assert.deepEqual(citizen.faults, []);
});
