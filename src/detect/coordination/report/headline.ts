// The first screen: what was found, how sure, what this does not say, in words for someone who was not there.
import type { Layer } from '../../../ingest/post.ts';
import type { CoordinationResult, Group } from '../result.ts';
import { calibrationBadge } from './badges.ts';
import type { ReportContext } from './context.ts';
import { type Html, html, visible } from './html.ts';
import { noGroupReason, tooLittle } from './state.ts';
import { capital, count, duration, layerName, list, percent, plural, span, spelled } from './words.ts';

export type Split = { readonly found: readonly Group[]; readonly declared: readonly Group[] };

/** Groups apart: those found, and those of declared networks; each the surest first. */
export function splitGroups(result: CoordinationResult): Split {
  const sorted = result.groups.toSorted(
    (a, b) => a.qValue - b.qValue || b.observed - b.expected - (a.observed - a.expected) || (a.id < b.id ? -1 : 1),
  );
  return {
    found: sorted.filter((group) => group.declared === undefined),
    declared: sorted.filter((group) => group.declared !== undefined),
  };
}

export function accountsIn(groups: readonly Group[]): number {
  return new Set(groups.flatMap((group) => group.members.map((member) => member.account))).size;
}

/** One line for the title, the heading and the command line. */
export function headlineText(result: CoordinationResult): string {
  const { found, declared } = splitGroups(result);
  if (found.length > 0) {
    return `Evidence of coordination: ${plural(found.length, 'group')}, ${plural(accountsIn(found), 'account')}`;
  }
  if (declared.length > 0) return `No undeclared group; ${plural(declared.length, 'declared network')} seen`;
  if (result.input.posts === 0) return 'Nothing was read';
  return result.input.shares === 0 ? 'Nothing was examined' : 'Insufficient evidence of coordination';
}

export function head(result: CoordinationResult, context: ReportContext): Html {
  const { found } = splitGroups(result);
  const state = result.groups.length > 0 ? calibrationBadge(result.calibrated) : false;
  return html`<header class="head"><p class="eyebrow">Report on coordinated behaviour${result.input.posts > 0 && ` · ${span(result.input.firstTime, result.input.lastTime)}`}</p><h1>${headlineText(result)}</h1>${state && html`<p>${state}</p>`}<p class="lede">${lede(result)}</p>${
    context.note !== undefined && html`<div class="notice"><p>${visible(context.note, 400)}</p></div>`
  }${facts(result, found)}${answers(result)}</header>`;
}

function lede(result: CoordinationResult): string {
  if (result.input.shares === 0) return 'The input holds no post that could be compared with another.';
  const { found, declared } = splitGroups(result);
  const { posts, accounts } = result.input;
  const where = `In ${plural(posts, 'post')} by ${plural(accounts, 'account')}`;
  if (result.groups.length === 0) {
    return `${where}, ${tooLittle(result) === undefined ? noGroupReason(result) : 'there was too little to compare'}.`;
  }
  const apart =
    declared.length === 0
      ? ''
      : ` ${capital(spelled(declared.length, 'network on the list of declared ones is', 'networks on the list of declared ones are'))} shown apart.`;
  const who =
    found.length === 0
      ? 'only declared networks'
      : found.length === 1
        ? `one group of ${plural(accountsIn(found), 'account')}`
        : `${spelled(found.length, 'group')} of accounts`;
  return `${where}, ${who} acted on the same ${layersOf(found.length > 0 ? found : declared)} more synchronised than this null allows: than accounts that each keep their own habits, without coordination.${apart}`;
}

/** The three layers with most objects, in words. */
function layersOf(groups: readonly Group[]): string {
  const objects = new Map<Layer, number>();
  for (const { layer, objects: n } of groups.flatMap((group) => group.layerMix)) {
    objects.set(layer, (objects.get(layer) ?? 0) + n);
  }
  const sorted = [...objects].sort((a, b) => b[1] - a[1]).map(([layer]) => layerName(layer, 2));
  return list(sorted.length > 3 ? [...sorted.slice(0, 3), 'other objects'] : sorted);
}

/** The claim in the words of the detector, with its large numbers grouped as elsewhere. */
export function claimText(result: CoordinationResult): string {
  return result.claim.replace(/\b\d{4,15}\b/g, (digits) => count(Number(digits)));
}

function answers(result: CoordinationResult): Html {
  if (result.groups.length > 0) return threeAnswers(result);
  return result.input.posts > 0 ? emptyState(result) : nothingRead();
}

function nothingRead(): Html {
  return html`<div class="three"><div><h2>What this means</h2><p>Nothing was examined, so nothing can be said, neither for coordination nor against it.</p></div><div><h2>Where to look</h2><p>Rejected rows, with place and reason, are listed below under what was read. If the wrong columns were taken, name them with <span class="id">--map</span>, or the format with <span class="id">--format</span>.</p></div></div>`;
}

function facts(result: CoordinationResult, found: readonly Group[]): Html {
  const fact = (name: string, value: string, unit = ''): Html =>
    html`<div><dt>${name}</dt><dd>${value}${unit !== '' && html` <small>${unit}</small>`}</dd></div>`;
  const claim =
    result.groups.length > 0 &&
    html`${fact('Edges', count(result.edges.length))}${fact('Expected under this null', `≤ ${count(result.expectedFalseEdges)}`, result.expectedFalseEdges === 1 ? 'edge' : 'edges')}`;
  return html`<dl class="facts">${fact('Groups found', count(found.length))}${fact('Accounts in them', count(accountsIn(found)), `of ${count(result.input.accounts)}`)}${claim}${fact('Asked rate of false edges', percent(result.parameters.fdr))}${fact('Posts read', count(result.input.posts))}</dl>`;
}

function threeAnswers(result: CoordinationResult): Html {
  return html`<div class="three"><div><h2>What was found</h2><p>${claimText(result)}. An edge joins two accounts that acted on the same objects within seconds or minutes of one another, again and again. Groups are the finding; each rests on its members’ evidence together.</p></div><div><h2>How sure</h2>${howSure(result)}</div><div><h2>What this does not say</h2><p>It is about behaviour, not opinion: nothing here judges what a post says.</p><p>Acting together is no offence. Newsrooms, volunteers and fan clubs do so. Nor does it show that one person stands behind the accounts. A finding alone is no ground for a notice; a person reads the evidence and decides.</p><p>Nor does it clear anybody else. A group that always acts right after an object appears, for one, is not found: <a href="#unseen">what this cannot see</a>.</p></div></div>`;
}

function howSure(result: CoordinationResult): Html {
  return result.calibrated
    ? html`<p>Calibrated: with these parameters the error was measured on streams of independent people with habits, which the null did not make, and stayed within the asked rate of ${percent(result.parameters.fdr)}. At most ${plural(result.expectedFalseEdges, 'edge')} of ${count(result.edges.length)} would be expected under this null.</p>`
    : html`<p>Not calibrated: the error rate has not been shown to hold on streams of independent people with habits, which the null did not make. Read each q-value as a statement under this null alone: at most ${plural(result.expectedFalseEdges, 'edge')} of ${count(result.edges.length)} would be expected under it. People with a habit that the null does not keep may look coordinated.</p>`;
}

function emptyState(result: CoordinationResult): Html {
  const windows = list(result.parameters.windowsSeconds.map(duration));
  const little = tooLittle(result);
  const means =
    little === undefined
      ? html`<p>Pairs of accounts did act on the same objects, but ${noGroupReason(result)}. Pairs alone are never claimed, however often they meet.</p>`
      : html`<p>${little} Nothing can be said, neither for coordination nor against it.</p>`;
  return html`<div class="three"><div><h2>What this means</h2>${means}</div><div><h2>What it does not mean</h2><p>It is not proof that nobody coordinated. A group that always acts right after an object appears looks like people with notifications switched on, and is not found. Groups of three or four, accounts that change all the time, and paraphrased texts without a shared link are mostly missed, too: <a href="#unseen">what this cannot see</a>.</p></div><div><h2>What would be needed</h2><ul><li>a longer time, so that the same accounts meet on more objects;</li><li>more accounts around them, so that habits can be told from coordination;</li><li>more layers: addresses, texts, media beside reposts;</li><li>other windows than ${windows}.</li></ul></div></div>`;
}
