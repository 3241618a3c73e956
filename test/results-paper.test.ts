// A clerk's printed protocol: the QR codes on the PDF are read by a scanner of others, and hold the signed return.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromiumPath, startChromium } from '../scripts/chromium.ts';
import { generateElection } from '../src/generate/returns/election.ts';
import { hashOf, nightOf, ordinaryNight } from '../src/generate/returns/write.ts';
import { fromCompact } from '../src/results/codes/compact.ts';
import { readParts } from '../src/results/codes/parts.ts';
import { groupedCode, publicCode } from '../src/results/codes/public-code.ts';
import { protocolHtml } from '../src/results/paper/protocol.ts';
import { canonicalReturn } from '../src/results/return/parse.ts';
import { signedVerifier } from '../src/results/return/verify-node.ts';
import { returnHash } from '../src/results/store/returns.ts';

const folder = mkdtempSync(join(tmpdir(), 'pollwarden-paper-'));
after(() => rmSync(folder, { recursive: true }));

for (const candidates of [0, 40]) {
  test(`printed, scanned, verified: lists with ${candidates} candidates`, async () => {
    const generated = generateElection({
      seed: 3,
      election: 'paper',
      day: '2026-06-07',
      units: 12,
      areas: 2,
      options: 8,
      candidates,
    });
    const { definition } = generated;
    const night = nightOf(generated, { ...ordinaryNight, seed: 3 }, Date.parse('2026-06-07T18:00:00Z'));
    const signed = night.arrivals[0].signed;
    const hash = returnHash(canonicalReturn(signed.return));
    const pdf = join(folder, `protocol-${candidates}.pdf`);
    const path = chromiumPath();
    assert.ok(path !== undefined, 'Chromium is needed');
    const browser = await startChromium(path);
    try {
      const page = await browser.newPage();
      await page.setContent(protocolHtml({ definition, signed, hash }));
      writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    } finally {
      await browser.close();
    }
    const text = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).stdout;
    assert.ok(text.includes(groupedCode(publicCode(hash))), 'the public code is on the paper');
    assert.equal(spawnSync('pdftoppm', ['-r', '200', '-png', pdf, join(folder, `page-${candidates}`)]).status, 0);
    const scanned = spawnSync(
      'sh',
      ['-c', `zbarimg -q --raw -Sdisable -Sqrcode.enable "$0"/page-${candidates}-*.png`, folder],
      { encoding: 'utf8' },
    ).stdout;
    const { compact, incomplete, bad } = readParts(scanned);
    assert.deepEqual({ incomplete, bad }, { incomplete: [], bad: [] });
    assert.equal(compact.length, 1);
    const read = fromCompact(compact[0], (asked) => (asked === hashOf(generated) ? definition : undefined));
    assert.ok(read.ok);
    assert.deepEqual(read.value, signed);
    const verify = signedVerifier({ definition, hashes: new Set([hashOf(generated)]) }, new Map());
    assert.equal(verify(read.value, Date.now()), undefined);
  });
}

test('what comes from outside stays text', () => {
  const generated = generateElection({
    seed: 3,
    election: 'paper',
    day: '2026-06-07',
    units: 12,
    areas: 2,
    options: 8,
    candidates: 0,
  });
  const [first, ...others] = generated.definition.contests[0].options;
  const evil = { ...first, name: '<script>alert(1)</script>"\'&' };
  const definition = {
    ...generated.definition,
    contests: [{ ...generated.definition.contests[0], options: [evil, ...others] }],
  };
  const signed = nightOf(generated, { ...ordinaryNight, seed: 3 }, 0).arrivals[0].signed;
  const html = protocolHtml({ definition, signed, hash: returnHash(canonicalReturn(signed.return)) });
  assert.ok(!html.includes('<script'));
  assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;'));
});
