// What is printed for call-backs: a centre's one-time sheet, and headquarters' sealed list of the numbers to call. HTML without
// script, for A4; all that comes from outside is escaped. Browser-safe.
import type { Definition } from '../../elections/definition/definition.ts';
import type { SheetSecrets } from '../call-back/sheets.ts';
import { plainCode } from '../codes/confirmation.ts';
import { escapeHtml } from './escape.ts';

export const callSheetTexts = {
  title: 'One-time sheet for call-backs',
  sealed: 'Keep sealed until headquarters calls. If the seal is broken before, tell headquarters at once.',
  centre: 'Count centre',
  sheet: 'Sheet',
  number: 'Headquarters calls you on',
  noNumber: 'on the number you gave to headquarters',
  kind: { bound: 'With the signing app', plain: 'Without a computer' },
  line: 'Line',
  secret: 'Secret of the line: type it into the signing app',
  code: 'Confirmation code: read it out at the end',
  used: 'Used',
  bound: [
    'Headquarters calls you on the number above. Somebody who calls another telephone, or asks you to call back elsewhere, is not headquarters, however well you know the voice.',
    'Headquarters says your sheet and the number of the line. Compare both. A line is used once: strike it out.',
    'Read out every figure, group by group, and the control sum of each group. Headquarters reads them back.',
    'Type the secret of the line into the signing app, at Call-back. Never say the secret.',
    'Read out the seven digits that the app shows. Three tries; then two persons at headquarters have to open it again.',
  ],
  plain: [
    'Headquarters calls you on the number above. Somebody who calls another telephone, or asks you to call back elsewhere, is not headquarters, however well you know the voice.',
    'Headquarters says your sheet and the number of the line. Compare both. A line is used once: strike it out.',
    'Read out every figure of the paper, group by group, with the sum of each group. Headquarters reads them back.',
    'When every figure was read back rightly, and not before, read out the seven digits of the line.',
    'Three tries; then two persons at headquarters have to open it again.',
  ],
  list: 'Sealed list of numbers to call',
  listHelp:
    'Call these numbers and no others. Never take figures from a call that came in: its number and its voice prove nothing.',
  centres: 'centres',
} as const;

/** Telephone numbers of one centre, from the operator's own list; they are in no definition. */
export type CentreNumbers = ReadonlyMap<string, readonly string[]>;

const style = `@page{size:A4;margin:16mm}*{box-sizing:border-box}body{font:11pt/1.4 "IBM Plex Sans","DejaVu Sans",sans-serif;color:#10233f;background:#fff;margin:0 auto;max-width:178mm;padding:4mm}
h1{font-size:16pt;margin:0}
dl{display:grid;grid-template-columns:48mm 1fr;margin:4mm 0;row-gap:1mm}
dt{color:#44566f}dd{margin:0;font-weight:600}
ol{padding-left:6mm;margin:3mm 0}li{margin:0 0 1mm}
table{border-collapse:collapse;width:100%;margin:4mm 0;font-variant-numeric:tabular-nums}
th,td{border-bottom:.2mm solid #b9c2cf;padding:1.4mm 2mm 1.4mm 0;text-align:left}
thead th{color:#44566f;font-weight:400}
tr{break-inside:avoid}
.mono{font:600 13pt "IBM Plex Mono","DejaVu Sans Mono",monospace;letter-spacing:.06em;white-space:nowrap}
.box{display:inline-block;width:5mm;height:5mm;border:.3mm solid #10233f}
.warn{border:.4mm solid #10233f;padding:2mm 3mm;font-weight:600}`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${style}</style></head><body>${body}</body></html>`;

const fact = (name: string, value: string): string => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`;

/** 17 characters as they are typed: 4-4-4-5. */
const groupedSecret = (secret: string): string =>
  [secret.slice(0, 4), secret.slice(4, 8), secret.slice(8, 12), secret.slice(12)].join('-');
const groupedDigits = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

/** A bound sheet shows secrets, a plain one codes; neither shows what it does not need. */
export async function callSheetHtml(
  { election, name, day, centres }: Definition,
  sheet: SheetSecrets,
  numbers: CentreNumbers,
): Promise<string> {
  const texts = callSheetTexts;
  const centre = centres.find(({ id }) => id === sheet.centre)?.name ?? sheet.centre;
  const shown = await Promise.all(
    sheet.secrets.map(async (secret, i) =>
      sheet.kind === 'bound'
        ? groupedSecret(secret)
        : groupedDigits(await plainCode(secret, { election, sheet: sheet.sheet, line: i + 1 })),
    ),
  );
  const rows = shown.map(
    (text, i) =>
      `<tr><th scope="row">${i + 1}</th><td class="mono">${escapeHtml(text)}</td><td><span class="box"></span></td></tr>`,
  );
  const column = sheet.kind === 'bound' ? texts.secret : texts.code;
  return page(
    `${texts.title} ${sheet.sheet}`,
    [
      `<h1>${escapeHtml(texts.title)}</h1><p>${escapeHtml(`${name}, ${day}`)}</p>`,
      `<p class="warn">${escapeHtml(texts.sealed)}</p>`,
      `<dl>${fact(texts.centre, `${centre} (${sheet.centre})`)}${fact(texts.sheet, `${sheet.sheet}, ${texts.kind[sheet.kind].toLowerCase()}`)}${fact(texts.number, numbers.get(sheet.centre)?.join(', ') ?? texts.noNumber)}</dl>`,
      `<ol>${texts[sheet.kind].map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ol>`,
      `<table><thead><tr><th scope="col">${escapeHtml(texts.line)}</th><th scope="col">${escapeHtml(column)}</th><th scope="col">${escapeHtml(texts.used)}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
    ].join(''),
  );
}

/** For headquarters; holds no secret of a line. */
export function sealedListHtml(
  { name, day, centres }: Definition,
  sheets: readonly SheetSecrets[],
  numbers: CentreNumbers,
): string {
  const texts = callSheetTexts;
  const names = new Map(centres.map((centre) => [centre.id, centre.name]));
  const rows = sheets
    .toSorted((a, b) => (a.centre < b.centre ? -1 : 1))
    .map(
      ({ centre, sheet, kind, secrets }) =>
        `<tr><td>${escapeHtml(`${names.get(centre) ?? ''} (${centre})`)}</td><td class="mono">${escapeHtml(numbers.get(centre)?.join(', ') ?? '')}</td><td class="mono">${escapeHtml(sheet)}</td><td>${escapeHtml(texts.kind[kind])}, ${secrets.length}</td></tr>`,
    );
  return page(
    texts.list,
    `<h1>${escapeHtml(texts.list)}</h1><p>${escapeHtml(`${name}, ${day}`)}</p><p class="warn">${escapeHtml(texts.listHelp)}</p><table><thead><tr><th scope="col">${escapeHtml(texts.centre)}</th><th scope="col">${escapeHtml(texts.number)}</th><th scope="col">${escapeHtml(texts.sheet)}</th><th scope="col">${escapeHtml(texts.line)}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}
