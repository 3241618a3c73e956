// The printed protocol of a signed return: every figure under the paper's own names, the public code, the signed QR codes,
// room for two signatures by hand. One HTML without script, for A4. Browser-safe.
import type { Definition } from '../../elections/definition/definition.ts';
import { toCompact } from '../codes/compact.ts';
import { toParts } from '../codes/parts.ts';
import { groupedCode, publicCode } from '../codes/public-code.ts';
import type { SignedReturn } from '../return/count-return.ts';
import { escapeHtml } from './escape.ts';
import { qrSvg } from './qr.ts';

export const protocolTexts = {
  title: 'Protocol of a return',
  corrigendum: 'Corrigendum: replaces the return',
  reason: 'Reason',
  unit: 'Unit',
  centre: 'Count centre',
  contest: 'Contest',
  counted: 'Counted',
  figure: 'Figure',
  count: 'Count',
  votes: 'Votes',
  publicCode: 'Public code of this return',
  publicCodeHelp:
    'The code names this return and no other: whoever has this paper compares every figure with the return of that code.',
  scan: 'Signed return, to be scanned',
  part: 'part',
  signatures: 'Signed at the centre',
  hand: 'Signature by hand of',
  definition: 'Made under the definition with the SHA-256',
  explained: 'Differences that the paper itself has',
  mark: '',
} as const;
export type ProtocolTexts = Readonly<Record<keyof typeof protocolTexts, string>>;

export type ProtocolRequest = {
  readonly definition: Definition;
  readonly signed: SignedReturn;
  /** SHA-256 of the canonical return, hexadecimal. */
  readonly hash: string;
  readonly texts?: ProtocolTexts;
  /** Checks that do not hold and that the people at the count confirmed, by code and label. */
  readonly explained?: readonly string[];
};

const groups = (text: string): string => (text.match(/.{1,4}/g) ?? []).join(' ');
const number = (value: number): string => value.toLocaleString('en-GB').replaceAll(',', '\u202f');

const row = (label: string, value: number, kind = ''): string =>
  `<tr${kind === '' ? '' : ` class="${kind}"`}><th scope="row">${escapeHtml(label)}</th><td>${number(value)}</td></tr>`;

function figureRows({ definition, signed }: ProtocolRequest): readonly string[] {
  const { counts } = signed.return;
  return definition.fields.flatMap(({ id, label }) => (id in counts ? [row(label, counts[id])] : []));
}

function voteTables({ definition, signed, texts = protocolTexts }: ProtocolRequest): readonly string[] {
  const { counts, contest } = signed.return;
  const options = definition.contests.find(({ id }) => id === contest)?.options ?? [];
  return definition.modes.flatMap((mode) => {
    const rows = options.flatMap((option) => {
      const key = `votes/${mode.id}/${option.id}`;
      if (!(key in counts)) return [];
      const candidates = (option.candidates ?? []).map((one) =>
        row(`${one.id} ${one.name}`, counts[`${key}/${one.id}`] ?? 0, 'candidate'),
      );
      return [row(`${option.id} ${option.name}`, counts[key]), ...candidates];
    });
    if (rows.length === 0) return [];
    const caption = definition.modes.length > 1 ? `${texts.votes}: ${mode.name}` : texts.votes;
    return [table(caption, texts, rows)];
  });
}

const table = (caption: string, texts: ProtocolTexts, rows: readonly string[]): string =>
  `<table><caption>${escapeHtml(caption)}</caption><thead><tr><th scope="col">${escapeHtml(texts.figure)}</th><th scope="col">${escapeHtml(texts.count)}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;

/** For a document, or for a page of its own that holds a `.paper`. */
export const protocolStyle = `@page{size:A4;margin:14mm}.paper *{box-sizing:border-box}.paper{font:10.5pt/1.35 "IBM Plex Sans","DejaVu Sans",sans-serif;color:#10233f;background:#fff;margin:0 auto;max-width:182mm;padding:4mm}
.paper h1{font-size:15pt;margin:0}
.paper h2{font-size:11pt;margin:5mm 0 1mm}
.paper .mark{color:#6b2fa0;font-weight:700}
.paper dl{display:grid;grid-template-columns:34mm 1fr;margin:3mm 0;row-gap:.6mm}
.paper dt{color:#44566f}
.paper dd{margin:0}
.paper .tables{columns:2;column-gap:8mm}
.paper table{border-collapse:collapse;width:100%;break-inside:auto;margin:0 0 4mm;font-variant-numeric:tabular-nums}
.paper caption{text-align:left;font-weight:600;padding:0 0 1mm}
.paper thead{display:none}
.paper tr{break-inside:avoid}
.paper th{text-align:left;font-weight:400}
.paper td{text-align:right;width:20mm;font-weight:600}
.paper th,.paper td{border-bottom:.2mm solid #b9c2cf;padding:.55mm 0}
.paper .candidate th{padding-left:4mm;font-size:9pt}
.paper .candidate td{font-weight:400;font-size:9pt}
.paper .code{font:700 17pt "IBM Plex Mono","DejaVu Sans Mono",monospace;letter-spacing:.06em}
.paper .codes{display:flex;flex-wrap:wrap;gap:4mm}
.paper .codes figure{margin:0;break-inside:avoid}
.paper .codes figcaption{font-size:8.5pt;text-align:center}
.paper .hands{display:flex;gap:10mm;margin:9mm 0 0;break-inside:avoid}
.paper .hands div{flex:1;border-top:.3mm solid #10233f;padding-top:1mm;font-size:9pt}
.paper .hash{font:8.5pt "IBM Plex Mono","DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.paper section{break-inside:avoid}`;

/** A whole document; all that comes from outside is escaped. */
export function protocolHtml(request: ProtocolRequest): string {
  const { definition, hash, texts = protocolTexts } = request;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(`${texts.title} ${request.signed.return.unit}`)}</title><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${protocolStyle}</style></head><body class="paper">${protocolBody(request)}<p class="hash">${escapeHtml(texts.definition)} ${groups(request.signed.return.definition)}. ${escapeHtml(definition.name)}. SHA-256 ${groups(hash)}</p></body></html>`;
}

/** The content of the document, escaped. */
export function protocolBody(request: ProtocolRequest): string {
  const { definition, signed, hash, texts = protocolTexts, explained = [] } = request;
  const { return: one, signatures } = signed;
  const unit = definition.units.find(({ id }) => id === one.unit);
  const centre = definition.centres.find(({ id }) => id === one.centre);
  const contest = definition.contests.find(({ id }) => id === one.contest);
  const holders = signatures.flatMap(({ key }) => centre?.keys.find(({ id }) => id === key) ?? []);
  const code = groupedCode(publicCode(hash));
  const parts = toParts(toCompact(signed, definition));
  const facts: readonly (readonly [string, string])[] = [
    [texts.unit, `${one.unit} ${unit?.name ?? ''}`],
    [texts.centre, centre?.name ?? one.centre],
    [texts.contest, contest?.name ?? one.contest],
    [texts.counted, `${one.countedAt.replace('T', ' ').replace('Z', '')} UTC`],
    ...(one.supersedes === undefined
      ? []
      : [
          [texts.corrigendum, groupedCode(publicCode(one.supersedes))] as const,
          [texts.reason, one.reason ?? ''] as const,
        ]),
  ];
  return [
    texts.mark === '' ? '' : `<p class="mark">${escapeHtml(texts.mark)}</p>`,
    `<h1>${escapeHtml(texts.title)}</h1><p>${escapeHtml(`${definition.name}, ${definition.day}`)}</p>`,
    `<dl>${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`,
    `<div class="tables">${table(texts.figure, texts, figureRows(request))}${voteTables(request).join('')}</div>`,
    explained.length === 0
      ? ''
      : `<section><h2>${escapeHtml(texts.explained)}</h2><ul>${explained.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul></section>`,
    `<section><h2>${escapeHtml(texts.publicCode)}</h2><p class="code">${code}</p><p>${escapeHtml(texts.publicCodeHelp)}</p></section>`,
    `<section><h2>${escapeHtml(texts.scan)}</h2><div class="codes">${parts.map((part, i) => `<figure>${qrSvg(part, 58)}<figcaption>${escapeHtml(texts.part)} ${i + 1}/${parts.length}</figcaption></figure>`).join('')}</div></section>`,
    `<section><h2>${escapeHtml(texts.signatures)}</h2><p class="hash">${holders.map(({ holder, id }) => `${escapeHtml(holder)} (${id})`).join(', ')}</p><div class="hands">${holders.map(({ holder }) => `<div>${escapeHtml(texts.hand)} ${escapeHtml(holder)}</div>`).join('')}</div></section>`,
  ].join('');
}
