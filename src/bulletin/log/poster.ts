// What is published of an opening outside the page: a poster to print, and a text for the gazette. Both say what to compare
// and how. HTML without script; all that comes from outside is escaped.
import { demonstrationMark } from '../../kernel/demonstration.ts';
import { escapeHtml } from '../../results/paper/escape.ts';
import type { OpeningEntry } from '../model/entry.ts';
import { leastDays } from './days-before.ts';
import type { FixedOpening } from './opening.ts';
import { fingerprintWords, type FingerprintWord } from '../words/words.ts';
import { parsePolicy } from '../../tlog/policy.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';

type Opening = Pick<FixedOpening, 'entry' | 'sha256' | 'days'>;

export type Poster = { readonly html: string; readonly gazette: string };

/** Who watches over the log, in words. */
export function witnessesInWords({ witnesses: text }: OpeningEntry): readonly string[] {
  const policy = parsePolicy(text, nodeCrypto.sha256);
  if (!policy.ok || policy.value.quorum === 'none')
    return ['No independent witness signs this log: whoever keeps it could show different people different results.'];
  const { witnesses, groups, quorum } = policy.value;
  const named = new Map([
    ...witnesses.map(({ name, key }) => [name, `the witness ${name} (key ${key.name}+${key.keyId})`] as const),
    ...groups.map(({ name, least, members }) => [name, `${least} of ${members.join(', ')}`] as const),
  ]);
  const keys = witnesses.map(({ name, key }) => `Witness ${name}: key ${key.name}+${key.keyId}.`);
  return [`A state of the log counts only when it is signed by ${named.get(quorum) ?? quorum}.`, ...keys];
}

const texts = {
  title: 'Fingerprint of the results',
  compare: [
    'When you look at the results, on any address, in any copy, compare the sixteen words that the page shows with these, one by one. The number beside a word is its place in the list, and says the same.',
    'A page cannot prove itself: a forged one would show these words, too. Whoever wants to be certain types the words into a verifier that they have from elsewhere; four letters of each are enough. The verifiers have the SHA-256 below.',
    'Compare the return of your polling station with the paper on its door.',
    'Other words, or no words: do not believe the page, and tell the election authority and an independent body.',
  ],
} as const;

const proveNothing = 'These words prove nothing about what was fixed beforehand.';

/** What the words stand for, and whether they were fixed early enough to prove it. */
function leadOf({ entry: { fixedAt, day }, days }: Opening): string {
  const what = `These sixteen words fix by which keys and rules the results are published. They were fixed on ${fixedAt}`;
  if (days < 0) return `${what}: AFTER polling on ${day}. ${proveNothing}`;
  if (days === 0) return `${what}: on ${day}, THE DAY OF POLLING. ${proveNothing}`;
  const before = `${what}, ${days === 1 ? '1 day' : `${days} days`} before polling on ${day}`;
  return days < leastDays
    ? `${before}: fewer than the ${leastDays} days that it takes to make words known.`
    : `${before}.`;
}

const facts = ({ election, day, definition, releasePolicy, log, verifier, fixedAt }: OpeningEntry) =>
  [
    ['Election', `${election}, polling on ${day}`],
    ['Fixed', fixedAt],
    ['Definition (SHA-256)', definition],
    ['Release policy (SHA-256)', releasePolicy ?? 'none was approved when this was fixed; it will stand in the log'],
    ['Key of the log', log],
    ['Verifier for Node (SHA-256)', verifier.node],
    ['Verifier as a page (SHA-256)', verifier.page],
  ] as const;

const style = `@page{size:A4;margin:14mm}*{box-sizing:border-box}body{font:11pt/1.4 "IBM Plex Sans","DejaVu Sans",sans-serif;color:#10233f;background:#fff;margin:0 auto;max-width:182mm;padding:4mm}
h1{font-size:22pt;margin:0}h2{font-size:13pt;margin:6mm 0 2mm}
ol.words{display:grid;grid-template-columns:repeat(4,1fr);gap:3mm;padding:0;margin:6mm 0;list-style:none}
ol.words li{border:.3mm solid #10233f;padding:2mm 3mm;break-inside:avoid}
ol.words small{color:#44566f;display:block;font-size:9pt}
ol.words b{display:block;font-size:17pt}
ol.words span{font:10pt "IBM Plex Mono","DejaVu Sans Mono",monospace}
ol.how{padding-left:6mm}ol.how li{margin:0 0 2mm}
dl{display:grid;grid-template-columns:48mm 1fr;row-gap:1mm;font-size:9pt;margin:0}dt{color:#44566f}dd{margin:0;overflow-wrap:anywhere}
.warn{border:.4mm solid #10233f;padding:2mm 3mm;font-weight:600}`;

const item = (text: string): string => `<li>${escapeHtml(text)}</li>`;

function posterHtml(opening: Opening, words: readonly FingerprintWord[], mark: string): string {
  const { entry, days } = opening;
  const cells = words.map(
    ({ word, digits }, i) =>
      `<li><small>${i + 1}</small><b lang="en">${escapeHtml(word)}</b><span>${escapeHtml(digits)}</span></li>`,
  );
  const [first, ...more] = witnessesInWords(entry);
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(`${texts.title}: ${entry.name}`)}</title>`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${style}</style></head><body>`,
    mark === '' ? '' : `<p class="warn">${escapeHtml(mark)}</p>`,
    `<h1>${escapeHtml(texts.title)}</h1><p>${escapeHtml(`${entry.name}, ${entry.day}`)}</p><p${days < leastDays ? ' class="warn"' : ''}>${escapeHtml(leadOf(opening))}</p>`,
    `<ol class="words">${cells.join('')}</ol><p class="warn">${escapeHtml(first)}</p>`,
    `<h2>What to compare</h2><ol class="how">${texts.compare.map(item).join('')}</ol>`,
    `<h2>What is fixed</h2><dl>${facts(entry)
      .map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`)
      .join('')}</dl>`,
    more.length === 0 ? '' : `<ul>${more.map(item).join('')}</ul>`,
    '</body></html>\n',
  ].join('');
}

function gazetteText(opening: Opening, words: readonly FingerprintWord[], mark: string): string {
  const { entry } = opening;
  const lines = words.map(({ word, digits }, i) => `  ${String(i + 1).padStart(2)}  ${word.padEnd(10)} ${digits}`);
  return [
    ...(mark === '' ? [] : [mark, '']),
    `${texts.title}: ${entry.name}, ${entry.day}`,
    '',
    leadOf(opening),
    '',
    ...lines,
    '',
    ...texts.compare.flatMap((text) => [text, '']),
    ...facts(entry).map(([name, value]) => `${name}: ${value}`),
    '',
    ...witnessesInWords(entry),
    '',
  ].join('\n');
}

/** Of a demonstration both say so. */
export function posterOf(opening: Opening, demonstration: boolean): Poster {
  const words = fingerprintWords(opening.sha256);
  const mark = demonstration ? demonstrationMark : '';
  return { html: posterHtml(opening, words, mark), gazette: gazetteText(opening, words, mark) };
}
