// The text and the links of the simple HTML in which Mastodon delivers statuses. Nothing of it is ever shown as HTML.

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

export function htmlToText(html: string): string {
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    text += html.slice(at, open);
    const close = html.indexOf('>', open);
    if (close < 0) return decoded(text).trim();
    const tag = html.slice(open + 1, Math.min(close, open + 4)).toLowerCase();
    if (tag.startsWith('br') || tag.startsWith('/p')) text += '\n';
    at = close + 1;
  }
  return decoded(text + html.slice(at)).trim();
}

/** Targets of links that are neither mentions nor hashtags. */
export function linksInHtml(html: string): readonly string[] {
  const links: string[] = [];
  for (const match of html.matchAll(/<a\s([^<>]{0,4000})>/gi)) {
    const attributes = match[1];
    if (/\bclass="[^"]*\b(?:mention|hashtag|u-url)\b/i.test(attributes)) continue;
    const href = /\bhref="(https?:[^"]*)"/i.exec(attributes);
    if (href !== null) links.push(decoded(href[1]));
  }
  return links;
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff && (code & 0xfff800) !== 0xd800 ? String.fromCodePoint(code) : whole;
  });
}
