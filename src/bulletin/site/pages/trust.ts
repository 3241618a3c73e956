// What a copy says of itself: that it cannot prove itself, and by what a reader can.
import { hexOf } from '../../../tlog/note.ts';
import { fingerprintWords } from '../../words/words.ts';
import type { SiteFigures } from '../figures.ts';
import { type Markup, markup } from './markup.ts';
import { say, sayNumber, sayTime, type Speech } from './say.ts';

export type Trust = {
  /** Names of witnesses of the policy whose signature the checkpoint carries. */
  readonly witnesses: readonly string[];
  /** Where else a verifier is to be had, in the operator's words or addresses. */
  readonly verifiers: readonly string[];
};

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
<p>${say(speech, 'wordsFixed', { time: sayTime(speech, opening.fixedAt) })} ${signed}</p>
<p class="hash">${say(speech, 'verifierHashes', { page: opening.verifier.page, node: opening.verifier.node })}</p>
<p class="hash">SHA-256: ${hexOf(fingerprint)}</p>
</section>
`;
}
