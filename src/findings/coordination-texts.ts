// Findings of coordination in words: titles, what the numbers mean, and what a person could do next.
import type { Standing } from './finding.ts';
import { layersInWords } from './layers.ts';

const count = (n: number): string => n.toLocaleString('en-GB');

export function titleOf(accounts: number, layers: readonly string[], declared: string | undefined): string {
  const on = layersInWords(layers);
  if (declared !== undefined) return `Declared network ${declared}: ${count(accounts)} accounts on ${on}`;
  return `Coordinated group of ${count(accounts)} accounts on ${on}`;
}

const limits =
  'It says that accounts acted together; it does not say who they are, why they did, or whether what they shared is true.';

export const provisionalClaim = (accounts: number, windowSeconds: number): string =>
  `${count(accounts)} accounts met within ${count(windowSeconds)} s more often than their activity explains. Provisional: not ` +
  `calibrated until the pane closes, and it may lapse then. ${limits}`;

export const groupClaim = (accounts: number, claim: string, calibrated: boolean): string =>
  `${count(accounts)} accounts that act together, more synchronised than this null allows. Of the whole run: ${claim}. ` +
  `${calibrated ? '' : 'Not calibrated: there was no data that the null model did not make. '}${limits}`;

const notGround =
  'A finding of coordination alone is never ground for a notice, an order or a public statement: what was shared and ' +
  'whether a law or a rule forbids it is for people to examine, on other grounds.';

export function nextSteps(
  standing: Standing,
  declared: string | undefined,
  watchlisted: readonly string[],
): readonly string[] {
  const steps: string[] = [];
  if (declared !== undefined) {
    steps.push(
      `The network "${declared}" is on a watchlist of those that coordinate openly. Look whether it does what it said ` +
        'it would; if so, dismiss with that reason.',
    );
  }
  if (standing === 'provisional') steps.push('Wait for the pane to close, or examine already: the evidence is below.');
  steps.push(
    'Open the evidence: look at the shared objects with the highest surprise first, and at their posts.',
    'Read what speaks against it. Fans, newsrooms, schools and campaign volunteers synchronise too.',
    'Look at related findings: the same accounts or objects at other times.',
  );
  if (watchlisted.length > 0) {
    steps.push(
      'It touches what your watchlists name. If an official name or site is impersonated or the way to vote is ' +
        'misstated, inform the election authority: that, not the coordination, is what matters then.',
    );
  }
  steps.push('Note what you found, then confirm or dismiss with a reason.', notGround);
  return steps;
}

const meanings: Readonly<Record<string, string>> = {
  windowsSeconds: 'Windows within which two accounts that share an object meet, seconds',
  fdr: 'Asked share of false edges among those found',
  decoys: 'Decoy streams on which the same procedure was run',
  layers: 'Kinds of objects that were looked at',
  seed: 'Seed of the decoys: the same seed gives the same result',
  cap: 'Sharers of one object within a window beyond which a burst is not enumerated',
};

export function parametersInWords(
  parameters: Readonly<Record<string, unknown>>,
): readonly { readonly name: string; readonly value: string; readonly meaning: string }[] {
  return Object.entries(parameters)
    .filter(([name]) => Object.hasOwn(meanings, name))
    .map(([name, value]) => ({
      name,
      value: Array.isArray(value) ? value.join(', ') : String(value),
      meaning: meanings[name],
    }));
}
