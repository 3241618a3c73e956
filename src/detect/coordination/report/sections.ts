// The parts around the groups: the list of groups, the calibration, and what was read and how.
import type { CoordinationResult, Group } from '../result.ts';
import { groupBadge } from './badges.ts';
import { calibrationPicture } from './charts.ts';
import { type ReportContext, restIn } from './context.ts';
import { rankMembers } from './evidence-lists.ts';
import { listedAccounts, networksFound } from './declared-list.ts';
import { groupProbability } from './floor.ts';
import { details, type Html, html, id, table, visible } from './html.ts';
import { networkThumbnail } from './network.ts';
import { activityStrip, objectLabel } from './timeline.ts';
import { count, duration, layerMixText, layerName, list, moment, percent, plural } from './words.ts';

const mostInSight = 12;

/** All groups in one table, the surest first; `sections` of them have a section of their own. */
export function lookFirst(
  result: CoordinationResult,
  groups: readonly Group[],
  sections: number,
  context: ReportContext,
): Html {
  const rows = groups
    .slice(0, 100)
    .map((group, i) => [
      networkThumbnail(group, rankMembers(group)),
      html`${i < sections ? html`<a href="#group-${i + 1}">Group ${i + 1}</a>` : `Group ${i + 1}`}<br>${groupBadge(group)}<br><span class="hash id">${visible(group.id.slice(0, 12), 60)}</span>`,
      count(group.members.length),
      html`${count(group.observed)} <span class="muted">/ ${count(group.expected)}</span>`,
      duration(group.windowSeconds),
      groupProbability(group.qValue, group, result),
      layerMixText(group.layerMix, 2),
      activityStrip(group, result.input.firstTime, result.input.lastTime),
    ]);
  const columns = [
    { title: html`<span>Network</span>` },
    { title: 'Group' },
    { title: 'Accounts', kind: 'number' as const },
    { title: 'Pairs seen / expected', kind: 'number' as const },
    { title: 'Within', kind: 'number' as const },
    { title: 'q-value', kind: 'number' as const },
    { title: 'On' },
    { title: 'When' },
  ];
  const rest =
    groups.length > sections &&
    html`<p class="note">${count(sections)} of ${plural(groups.length, 'group')} have a section below; ${restIn(context)}.</p>`;
  return html`<section aria-labelledby="look"><h2 id="look">Look at these first</h2><div class="look">${table('Groups, the surest first', columns, rows.slice(0, mostInSight))}${rows.length > mostInSight && details(plural(rows.length - mostInSight, 'more group'), table('More groups', columns, rows.slice(mostInSight)))}</div><p class="note">The q-value of a group cannot fall below a floor that the number of its decoys sets (1,000 or more), times the windows and layers looked at. At the floor it reads ≤: this or less.</p>${rest}</section>`;
}

export function calibrationSection(result: CoordinationResult): Html {
  const cutText =
    result.scoreCut === undefined
      ? 'There is no group, so there is no cut, and no edge is claimed.'
      : 'Only pairs inside groups count. Those right of the cut are the edges of the claim (shaded).';
  const grouped = result.calibration.some(({ decoys }) => decoys > 0);
  const compared = result.calibration.some(({ allTargets }) => (allTargets ?? 0) > 0)
    ? ` All pairs are drawn for comparison: pairs outside groups are no claim, wherever they lie.${grouped ? '' : ' No decoy had a pair inside a group.'}`
    : '';
  const rows = result.calibration
    .filter((_, i, all) => i % Math.ceil(all.length / 25) === 0)
    .map((point) => [point.score, point.targets, point.decoys, point.allTargets ?? 0, point.allDecoys ?? 0].map(count));
  const columns = [
    'Score at least',
    'In groups, this input',
    'In groups, decoys',
    'All pairs, this input',
    'All pairs, decoys',
  ].map((title) => ({
    title,
    kind: 'number' as const,
  }));
  const windows = result.perWindow.map((row) => [
    duration(row.windowSeconds),
    count(row.pairs),
    count(row.edges),
    row.cut === undefined ? 'none' : count(row.cut),
  ]);
  const windowColumns = ['Window', 'Pairs within it', 'Edges of the claim', 'Cut of this window alone'].map(
    (title) => ({
      title,
      kind: 'number' as const,
    }),
  );
  return html`<section aria-labelledby="sure"><h2 id="sure">How the cut was set</h2><p>${plural(result.parameters.decoys, 'decoy stream')} went through the same scoring as this input. In a decoy every account keeps its own habits, and nobody coordinates: what is found there is false. ${cutText}${compared}</p><figure class="wide"><div class="scroll" tabindex="0" role="region" aria-label="Picture, scrolls sideways">${calibrationPicture(result, 'Pairs at or above each score, in this input and in the decoys')}</div><figcaption>One cut over all windows and layers. Cuts per window, in the second table, are for orientation and not the claim.${details('Table of this picture', table('Pairs at or above each score', columns, rows))}${details('Table by window', table('By window', windowColumns, windows))}</figcaption></figure></section>`;
}

export function inputSection(result: CoordinationResult, context: ReportContext): Html {
  const { parameters, input } = result;
  const layers = input.layers.map((row) => [layerName(row.layer, 2), count(row.shares), count(row.objects)]);
  const layerColumns = [
    { title: 'Layer' },
    { title: 'Shares', kind: 'number' as const },
    { title: 'Objects', kind: 'number' as const },
  ];
  const files = context.inputs.map(
    (file) =>
      html`<dt>Input</dt><dd>${id(file.name, 300)}${file.sizeBytes !== undefined && html`, ${count(file.sizeBytes)} bytes`}${file.sha256 !== undefined && html`<br><span class="hash id">SHA-256 ${file.sha256}</span>`}</dd>`,
  );
  const windows = list(parameters.windowsSeconds.map(duration));
  return html`<section aria-labelledby="input"><h2 id="input">What was read, and how</h2><dl class="plain">${files}${input.posts > 0 && html`<dt>Time</dt><dd>${moment(input.firstTime)} to ${moment(input.lastTime)} UTC</dd>`}<dt>Read</dt><dd>${plural(input.posts, 'post')} by ${plural(input.accounts, 'account')}, ${plural(input.shares, 'share')}; ${plural(context.rejected.count, 'row')} rejected</dd><dt>Windows</dt><dd>${windows}</dd><dt>Asked rate</dt><dd>${percent(parameters.fdr)}</dd><dt>Decoys</dt><dd>${count(parameters.decoys)}, seed ${String(parameters.seed)}</dd><dt>Cap</dt><dd>each share is compared with the ${count(parameters.cap)} nearest in time on each side; ${plural(result.cappedBursts.length, 'burst')} had more</dd>${result.otherClaims.length > 0 && html`<dt>Other claims</dt><dd>${plural(result.otherClaims.length, 'edge')} under the audience and jitter nulls, asked for with --claims all; they form no group and are in the edge file alone</dd>`}<dt>Declared list</dt><dd>${declaredText(result, context)}</dd><dt>Detector</dt><dd>${result.detector}, version ${result.version}; ${context.program}</dd></dl>${layers.length > 0 && table('Layers', layerColumns, layers)}${bursts(result)}${rejectedRows(context)}</section>`;
}

function bursts(result: CoordinationResult): Html | false {
  if (result.cappedBursts.length === 0) return false;
  const shown = result.cappedBursts.slice(0, 20);
  const columns = [
    { title: 'Object' },
    { title: 'Window', kind: 'number' as const },
    { title: 'Sharers', kind: 'number' as const },
  ];
  const rows = shown.map((burst) => [
    html`<bdi class="id">${objectLabel({ ...burst, surprise: 0, audience: burst.sharers, posts: [] }, 80)}</bdi>`,
    duration(burst.windowSeconds),
    count(burst.sharers),
  ]);
  const body = html`<p class="note">So many accounts shared these at once that each share was compared with the ${count(result.parameters.cap)} nearest in time on each side, and not with all. Pairs found so were then counted exactly over all of their objects. ${count(shown.length)} of ${count(result.cappedBursts.length)} shown.</p>${table('Bursts above the cap', columns, rows)}`;
  return details(
    html`${plural(result.cappedBursts.length, 'burst')} above the cap (many accounts on one object at once)`,
    body,
  );
}

function rejectedRows(context: ReportContext): Html | false {
  const { count: all, examples } = context.rejected;
  if (all === 0) return false;
  const shown = examples.slice(0, 20);
  const rows = shown.map((row) => [id(row.file, 120), count(row.line), row.code, visible(row.reason, 300)]);
  const columns = [
    { title: 'File' },
    { title: 'Line', kind: 'number' as const },
    { title: 'Code' },
    { title: 'Reason' },
  ];
  return details(
    html`${plural(all, 'rejected row')}`,
    html`<p class="note">These rows were left out of the analysis. ${count(shown.length)} of ${count(all)} shown.</p>${table('Rejected rows', columns, rows)}`,
  );
}

function declaredText(result: CoordinationResult, context: ReportContext): string {
  const all = context.declaredNetworks;
  if (all === 0) return 'none';
  const seen =
    context.declared === undefined
      ? ''
      : `; ${plural(listedAccounts(context.declared), 'account')} of the list in the input`;
  return `${plural(all, 'network')}, ${count(networksFound(result.groups))} of them found${seen}`;
}

const mostSets = 20;
const mostAccounts = 12;

/** Sets with one account a platform: passed over, and shown so that nobody wonders. */
export function onePerPlatformSection(result: CoordinationResult): Html | false {
  const sets = result.onePerPlatform ?? [];
  if (sets.length === 0) return false;
  const items = sets.slice(0, mostSets).map((accounts) => {
    const rest = accounts.length - mostAccounts;
    const named = accounts.slice(0, mostAccounts).map((account, i) => html`${i > 0 && ', '}${id(account, 60)}`);
    return html`<li>${named}${rest > 0 && ` and ${count(rest)} more`}</li>`;
  });
  const cut = sets.length > mostSets && html`<p class="note">${count(mostSets)} of ${count(sets.length)} shown.</p>`;
  return html`<section aria-labelledby="single"><h2 id="single">Not claimed: one account a platform</h2><p>${plural(sets.length, 'set')} of accounts passed every test, but no two members of a set are on the same platform. One person who posts everywhere looks just so. They are no finding, and their edges are in no file.</p>${details(sets.length === 1 ? 'The accounts' : `The accounts of ${plural(sets.length, 'set')}`, html`<ul>${items}</ul>${cut}`)}</section>`;
}

export function unseenSection(): Html {
  return html`<section aria-labelledby="unseen"><h2 id="unseen">What this cannot see</h2><ul><li><b>A group whose members always act right after an object appears.</b> It looks like people with notifications switched on. Twelve accounts that push thirty new links, each within 15 seconds of its publication, are not found.</li><li><b>Paraphrased texts without a shared link.</b> Texts are compared by their words, so another wording is another text.</li><li><b>Accounts that change all the time.</b> Each pair then has too few objects in common.</li><li><b>Groups of three or four, or with two or three objects.</b> They rarely reach the bar of evidence.</li><li><b>An alert, a mailing list or a timetable that reaches only these accounts.</b> It cannot be told from a plan.</li></ul><p>The mode <span class="id">--compat coortweet</span> lists pairs that act right after an object appears, too, without an error rate.</p></section>`;
}

export function wordsSection(result: CoordinationResult): Html {
  const undeclared = result.groups.some((group) => group.declared === undefined);
  return html`<section aria-labelledby="words"><h2 id="words">Words used here</h2><dl class="plain"><dt>Null</dt><dd>What would happen without coordination: every account keeps its habits, such as its hours, its usual delay and its scheduled minutes, and times are otherwise exchanged.</dd><dt>Decoy</dt><dd>A copy of the input, made by the null. Whatever is found in decoys is false by construction.</dd><dt>q-value</dt><dd>The share of false findings to be expected, under this null, among everything at least as strong as this one.</dd><dt>Edge</dt><dd>Two accounts that acted on the same objects within the window more often than the null allows.</dd><dt>Surprise</dt><dd>How unlikely a meeting on this object is under the null. A post that everybody shares at once surprises little.</dd><dt>Declared network</dt><dd>Accounts that are on the list of openly coordinating networks given to this run. The list is the analyst’s; nothing in the posts confirms it.</dd><dt>Burst, capped</dt><dd>Many accounts on one object at about the same time. Above the cap each share is compared with its nearest in time, and not with all.</dd></dl><h3>What to do next</h3><ul><li>Read the posts behind the strongest edges, and look for a public source that all members may follow.</li>${undeclared && html`<li>Ask whether the group coordinates openly; if so, put it on the declared list and run again.</li>`}<li>Only a person decides what follows, and a finding of coordination alone is never ground for a notice.</li></ul></section>`;
}
