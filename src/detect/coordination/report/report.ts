// The standalone report: one HTML file without scripts, that fetches nothing. The same result gives the same bytes.
import { createHash } from 'node:crypto';
import type { CoordinationResult } from '../result.ts';
import { capsFor, type ReportContext } from './context.ts';
import { fontFaces } from './fonts.ts';
import { groupSection } from './group-section.ts';
import { head, headlineText, splitGroups } from './headline.ts';
import { type Html, html } from './html.ts';
import {
  calibrationSection,
  inputSection,
  lookFirst,
  onePerPlatformSection,
  unseenSection,
  wordsSection,
} from './sections.ts';
import { styleSheet } from './style.ts';

/** The whole file as text. Everything that comes from the input is escaped; the style is bound by its hash. */
export async function renderReport(result: CoordinationResult, context: ReportContext): Promise<string> {
  const style = styleSheet(await fontFaces());
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${headlineText(result)} · Pollwarden</title>
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<div class="bar" role="banner"><div><b>Pollwarden</b><span>Handle as personal data: it names accounts</span></div></div>
<main id="main">
${body(result, context)}
</main>
<footer><div><p>Made by ${context.program}. This file holds everything it shows and fetches nothing. The same input and parameters give the same file, byte for byte.</p></div></footer>
</body>
</html>
`;
  return page.html;
}

function body(result: CoordinationResult, context: ReportContext): Html {
  const { found, declared } = splitGroups(result);
  const groups = [...found, ...declared];
  const caps = capsFor(groups.length);
  const sections = groups.slice(0, caps.groups);
  return html`${head(result, context)}
${groups.length > 0 && lookFirst(result, groups, sections.length, context)}
${result.calibration.some((point) => point.targets > 0 || (point.allTargets ?? 0) > 0) && calibrationSection(result)}
${sections.map((group, i) => html`${groupSection(result, group, i + 1, caps, context)}\n`)}
${onePerPlatformSection(result)}
${unseenSection()}
${inputSection(result, context)}
${wordsSection(result)}`;
}
