// One section per group: what was seen, what speaks against it, the pictures with their tables, the evidence.
import type { CoordinationResult, Group, Member } from '../result.ts';
import { groupBadge } from './badges.ts';
import { lagPicture, mostNulls, nullsPicture } from './charts.ts';
import type { Caps, ReportContext } from './context.ts';
import { edgesList, membersTable, objectsList, rankMembers } from './evidence-lists.ts';
import { membersListed } from './declared-list.ts';
import { groupProbability } from './floor.ts';
import { details, type Html, html, id, type Part, table, visible } from './html.ts';
import { occasionsOf } from './occasions.ts';
import { leads, networkPicture } from './network.ts';
import { arrivalsPicture, mostObjectRows, mostRows, timelinePicture } from './timeline.ts';
import { count, duration, layerMixText, list, nullName, plural, probability, span } from './words.ts';

export function groupSection(
  result: CoordinationResult,
  group: Group,
  number: number,
  caps: Caps,
  context: ReportContext,
): Html {
  const members = rankMembers(group);
  const anchor = `group-${number}`;
  return html`<section class="group${group.declared === undefined ? '' : ' is-declared'}" id="${anchor}" aria-labelledby="${anchor}-title"><div class="title"><h2 id="${anchor}-title">Group ${number}: ${plural(members.length, 'account')}</h2>${groupBadge(group)}<span class="hash id" title="${group.id}">${group.id.slice(0, 12)}</span></div>${lead(group, members, result)}${declaredNote(group, context)}${against(group)}${pictures(group, members, number)}<h3 id="${anchor}-members">Members, those most often first on top</h3>${membersTable(group, members, caps, context)}<h3>Shared objects, the most surprising first</h3><p class="note">Surprise says how unlikely it is, under the null, that these members meet on this object within the window (in nats: 10 is about 1 in 22,000). A link, its text and its image that the same posts share are shown as one.</p>${objectsList(group, caps, context)}<h3>Edges and the posts behind them</h3><p class="note">An edge is a pair of accounts that acted on the same objects within ${duration(group.windowSeconds)} more often than the null allows. Numbers in brackets are those of the members table.</p>${edgesList(group, members, caps, context)}${technique(group, result)}</section>`;
}

function lead(group: Group, members: readonly Member[], result: CoordinationResult): Html {
  const strongest = strongestNull(group);
  const first = members[0];
  const layers = layerMixText(group.layerMix, 4);
  return html`<p class="lede">Two of these ${plural(members.length, 'account')} acted on the same object within ${duration(group.windowSeconds)} of each other ${plural(group.observed, 'time')}. If times followed ${nullName(strongest)} alone, ${count(group.expected)} would be expected.</p><p>Seen ${span(group.firstSeen, group.lastSeen)} on ${layers}. ${leads(first, group) && html`${id(first.account, 60)} was first ${plural(first.firsts, 'time')} of ${count(group.members.reduce((sum, member) => sum + member.firsts, 0))}. `}Group q-value ${groupProbability(group.qValue, group, result)}, p ${groupProbability(group.pValue, group, result)}, from ${plural(group.decoys, 'decoy')} restricted to these accounts and objects.</p>`;
}

/** The null that explains most: the one with the highest expectation. */
function strongestNull(group: Group): string {
  return group.nulls.toSorted((a, b) => b.expected - a.expected)[0]?.name ?? 'habits';
}

function declaredNote(group: Group, context: ReportContext): Html | false {
  if (group.declared === undefined) return partlyListed(group, context);
  return html`<p>More than half of these accounts are on the list of declared networks given to this run. The group is shown because it coordinates, and apart because it does so openly, by that list.</p>`;
}

/** Members on the list where they are too few for the group to be the network. */
function partlyListed(group: Group, context: ReportContext): Html | false {
  const listed = membersListed(group, context.declared ?? []);
  if (listed.length === 0) return false;
  const parts = listed.slice(0, 3).map(({ name, members }) => `${count(members)} (${visible(name, 60)})`);
  return html`<p>Of ${plural(group.members.length, 'member')}, some are on the list of declared networks: ${list(parts)}. More than half must be on it before a group is shown as declared.</p>`;
}

function against(group: Group): Html {
  const sentences =
    group.counterEvidence.length > 0
      ? group.counterEvidence
      : ['Nothing in this input speaks against it. That is not proof: the input does not show what the accounts read.'];
  return html`<div class="against"><h3>What speaks against it</h3><ul>${sentences.map((text) => html`<li>${text}</li>`)}</ul></div>`;
}

function figure(picture: Html, caption: Part, kind = ''): Html {
  return kind === 'wide'
    ? html`<figure class="wide"><div class="scroll" tabindex="0" role="region" aria-label="Picture, scrolls sideways">${picture}</div><figcaption>${caption}</figcaption></figure>`
    : html`<figure>${picture}<figcaption>${caption}</figcaption></figure>`;
}

function pictures(group: Group, members: readonly Member[], number: number): Html {
  const drawn = networkPicture(group, members, `Network of group ${number}`);
  const partly =
    drawn.members < members.length || drawn.links < group.edges.length
      ? ` Drawn: ${count(drawn.members)} of ${plural(members.length, 'member')}, ${count(drawn.links)} of ${plural(group.edges.length, 'edge')}.`
      : '';
  const shape = group.declared === undefined ? 'Larger circles' : 'Larger squares';
  const network = figure(
    drawn.picture,
    html`Numbers are those of the <a href="#group-${number}-members">members table</a>. ${shape} have more shared objects, thicker lines more objects in common${leads(members[0], group) && '; the ringed one leads: it was first a third of the time or more'}.${partly}`,
  );
  const rows = Math.min(members.length, mostRows);
  const occasions = occasionsOf(group).length;
  const objects = Math.min(occasions, mostObjectRows);
  return html`<div class="pair"><div><h3>Who acts with whom</h3>${network}</div><div><h3>Seen against expected</h3>${figure(
    nullsPicture(group, `Pairs seen and expected, group ${number}`),
    html`Pairs of members within the window, over all objects.${group.nulls.length > mostNulls ? ` The ${mostNulls} nulls that explain most of ${count(group.nulls.length)}.` : ''}${details('Table of this picture', nullsTable(group))}`,
  )}<h3>Seconds apart</h3>${figure(
    lagPicture(group, `Lags between members, group ${number}`),
    html`Bins are of unequal width; the window is ${duration(group.windowSeconds)}.${details('Table of this picture', lagTable(group))}`,
  )}</div></div><h3>Every post on the shared objects</h3>${figure(
    timelinePicture(group, members, `Posts of group ${number} over time, one row per member`),
    html`Each mark is a post, each upright thread one object; a diamond was the first on its object. Times in UTC.${rows < members.length ? ` ${count(rows)} of ${count(members.length)} members drawn.` : ''} The same as a table: shared objects, below.`,
    'wide',
  )}<h3>How they arrive</h3>${figure(
    arrivalsPicture(group, `Posts of group ${number} behind the first post on each object`),
    html`The ${count(objects)} most surprising of ${plural(occasions, 'object')}; each dot is a member’s post, the diamond the first.`,
    'wide',
  )}`;
}

function nullsTable(group: Group): Html {
  const columns = [
    { title: 'Null keeps' },
    { title: 'Pairs', kind: 'number' as const },
    { title: 'p', kind: 'number' as const },
  ];
  return table('Pairs seen and expected', columns, [
    ['Seen in this input', count(group.observed), ''],
    ...group.nulls.map((row) => [nullName(row.name), count(row.expected), probability(row.pValue)]),
  ]);
}

function lagTable(group: Group): Html {
  const { edges, counts } = group.lagHistogram;
  const columns = [{ title: 'From' }, { title: 'To' }, { title: 'Pairs', kind: 'number' as const }];
  return table(
    'Lags between members',
    columns,
    counts.map((n, i) => [duration(edges[i]), duration(edges[i + 1]), count(n)]),
  );
}

function technique(group: Group, result: CoordinationResult): Html {
  return html`<h3>Technique</h3><p>Nearest in the catalogue: <b title="name in the framework: ${group.technique.name}">DISARM ${group.technique.id}</b>. <span class="muted">It files a kind of behaviour; it does not describe these accounts or their intent. Detector ${result.detector}, version ${result.version}.</span></p>`;
}
