// A notice of attack on a front page, in the language of the page, put into its place without making the page anew.
import type { Notice } from '../../model/notice.ts';
import { noticePlace } from './layout.ts';
import { type Markup, markup } from './markup.ts';
import { say, type Speech } from './say.ts';
import { pageWords } from './words.ts';

/** Addresses are links; other words are words. */
const channel = (text: string): Markup =>
  /^https:\/\/[^\s]+$/.test(text) && URL.canParse(text)
    ? markup`<li><a href="${text}" rel="noreferrer">${text}</a></li>`
    : markup`<li>${text}</li>`;

function section(notice: Notice, language: string): Markup {
  const speech: Speech = { language, words: pageWords(language), timeZone: 'UTC' };
  const own = Object.hasOwn(notice.texts, language) ? language : 'en';
  return markup`<section class="notice" role="alert" lang="${own}"><strong>${say(speech, 'notice')}</strong>
<p>${notice.texts[own]}</p>
<ul>${notice.channels.map(channel)}</ul>
<p><small>${notice.from} – ${notice.until}</small></p></section>`;
}

/** The page with that notice in place of any other; without one where there is none. */
export function withNotice(html: string, notice: Notice | undefined): string {
  const [from, to] = [html.indexOf(noticePlace.from), html.indexOf(noticePlace.to)];
  if (from < 0 || to < from) return html;
  const language = /<html lang="([a-z]{2})"/.exec(html)?.[1] ?? 'en';
  const shown = notice === undefined ? '' : section(notice, language).html;
  return `${html.slice(0, from + noticePlace.from.length)}${shown}${html.slice(to)}`;
}
