// The frame of a page without script: strict about what it may load, and the same from any address or from file://.
import { demonstrationName } from '../../../kernel/demonstration.ts';
import { type Markup, markup, where } from './markup.ts';
import type { Speech } from './say.ts';

export type PageFrame = {
  readonly speech: Speech;
  readonly title: string;
  /** From the page to the folder of the bulletin: '' or '../'. */
  readonly up: string;
  /** Paths of style sheets and scripts, below the folder of the bulletin. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** Addresses of mirrors, which the page's own script may ask where this copy is old or damaged. */
  readonly mirrors: readonly string[];
};

const originOf = (address: string): string => new URL(address).origin;

/** Under file:// "self" is the scheme. Nothing inline, nothing from elsewhere but mirrors' data. */
export function policyOf({ scripts, mirrors }: Pick<PageFrame, 'scripts' | 'mirrors'>): string {
  const asked = ["'self'", ...new Set(mirrors.map(originOf))].join(' ');
  const script = scripts.length === 0 ? "'none'" : "'self' file:";
  return [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self' file:",
    "font-src 'self' file:",
    "img-src 'self' file: data: blob:",
    "media-src 'self' blob:",
    `connect-src ${asked}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Where a notice of attack is put later, without making the page anew. */
export const noticePlace = { from: '<!--notice-->', to: '<!--/notice-->' } as const;

export function page(frame: PageFrame, body: Markup): string {
  const { speech, title, up, styles, scripts } = frame;
  const { html } = markup`<!doctype html>
<html lang="${speech.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(frame)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
${styles.map((path) => markup`<link rel="stylesheet" href="${up}${path}">\n`)}${scripts.map((path) => markup`<script defer src="${up}${path}"></script>\n`)}</head>
<body${where(title.includes(demonstrationName), () => markup` class="demonstration"`)}>
${where(up === '', () => ({ html: `${noticePlace.from}${noticePlace.to}` }))}
${body}
</body>
</html>
`;
  return html;
}
