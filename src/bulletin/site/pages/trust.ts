// What a copy says of itself: that it cannot prove itself, and by what a reader can.
import { hexOf } from '../../../tlog/note.ts';
import { daysBefore, leastDays } from '../../log/days-before.ts';
import { fingerprintWords } from '../../words/words.ts';
import type { SiteFigures } from '../figures.ts';
import { type Markup, markup } from './markup.ts';
import { say, sayDay, sayNumber, sayTime, type Speech } from './say.ts';

export type Trust = {
  /** Names of witnesses of the policy whose signature the checkpoint carries. */
  readonly witnesses: readonly string[];
  /** Where else a verifier is to be had, in the operator's words or addresses. */
  readonly verifiers: readonly string[];
};

/** When the words were fixed, by the calendar of the election; a warning where that is too late to prove much. */
function fixedWhen(speech: Speech, { opening: { fixedAt }, definition: { day, timeZone } }: SiteFigures): Markup {
  const days = daysBefore(Date.parse(fixedAt), day, timeZone);
  const key =
    days < 0 ? 'wordsAfter' : days === 0 ? 'wordsSameDay' : days < leastDays ? 'wordsFewDays' : ('wordsFixed' as const);
  const given = { days: sayNumber(speech, days), least: sayNumber(speech, leastDays), day: sayDay(speech, day) };
  const text = say(speech, key, { time: sayTime(speech, fixedAt), ...given });
  return days < leastDays ? markup`<p class="warn">${text}</p>` : markup`<p>${text}</p>`;
}

export function trustSection(speech: Speech, figures: SiteFigures, { witnesses, verifiers }: Trust): Markup {
  const { opening, fingerprint } = figures;
  const source = verifiers.length === 0 ? say(speech, 'verifierElsewhere') : verifiers.join(', ');
  const signed =
    witnesses.length === 0
      ? say(speech, 'noWitness')
      : say(speech, 'witnesses', { count: sayNumber(speech, witnesses.length), names: witnesses.join(', ') });
  return markup`<section class="trust" aria-labelledby="words">
<h2 id="words">${say(speech, 'wordsTitle')}</h2>
<p>${say(speech, 'cannotProve', { source })}</p>
<ol class="words">
${fingerprintWords(fingerprint).map(({ word, digits }) => markup`<li><b lang="en">${word}</b> <span>${digits}</span></li>\n`)}</ol>
${fixedWhen(speech, figures)}
<p>${signed}</p>
<p class="hash">${say(speech, 'verifierHashes', { page: opening.verifier.page, node: opening.verifier.node })}</p>
<p class="hash">SHA-256: ${hexOf(fingerprint)}</p>
</section>
`;
}
