// Members, shared objects and edges of a group, each with what stands behind it; lists are cut with "n of m".
import type { Edge, Group, Member } from '../result.ts';
import type { Caps, ReportContext } from './context.ts';
import { restIn } from './context.ts';
import { evidenceOf, type Meeting } from './evidence.ts';
import { details, type Html, html, id, table, visible } from './html.ts';
import { type Occasion, occasionsOf } from './occasions.ts';
import { distinctAccounts, mostReadable, objectLabel } from './timeline.ts';
import { capital, count, duration, layerName, list, moment, plural, probability } from './words.ts';

/** Leaders first: by how often they were first, then by the shorter lag. */
export function rankMembers(group: Group): readonly Member[] {
  return group.members.toSorted(
    (a, b) =>
      b.firsts - a.firsts ||
      a.medianLagSeconds - b.medianLagSeconds ||
      b.sharesInGroup - a.sharesInGroup ||
      (a.account < b.account ? -1 : 1),
  );
}

function cut(shown: number, all: number, what: string, context: ReportContext): Html | false {
  return shown < all && html`<p class="note">${count(shown)} of ${count(all)} ${what} shown; ${restIn(context)}.</p>`;
}

const unfolded = 6;

/** The first few in sight, the others behind one more step. */
function folded(parts: readonly Html[], noun: string): Html {
  if (parts.length <= unfolded + 2) return html`${parts}`;
  const rest = parts.slice(unfolded);
  return html`${parts.slice(0, unfolded)}<details class="more"><summary>${plural(rest.length, `more ${noun}`)}</summary>${rest}</details>`;
}

export function membersTable(group: Group, members: readonly Member[], caps: Caps, context: ReportContext): Html {
  const shown = members.slice(0, caps.members);
  const rows = shown.map((member, i) => [
    i + 1,
    id(member.account, 80),
    count(member.firsts),
    duration(member.medianLagSeconds),
    count(member.sharesInGroup),
    count(member.shares),
    html`<span class="nowrap">${moment(member.firstSeen)}</span>`,
  ]);
  const columns = [
    { title: 'No.', kind: 'number' as const },
    { title: 'Account' },
    { title: 'Times first', kind: 'number' as const },
    { title: 'Median behind the first', kind: 'number' as const },
    { title: 'Shares here', kind: 'number' as const },
    { title: 'Shares in all', kind: 'number' as const },
    { title: 'First seen here (UTC)' },
  ];
  return html`${table(`Members of ${group.id}`, columns, rows)}${cut(shown.length, members.length, 'members', context)}`;
}

export function objectsList(group: Group, caps: Caps, context: ReportContext): Html {
  const all = occasionsOf(group);
  const shown = all.slice(0, caps.objects);
  return html`${folded(
    shown.map((occasion) => occasionDetails(occasion, caps, context)),
    'object',
  )}${cut(shown.length, all.length, 'objects', context)}`;
}

function occasionDetails({ objects }: Occasion, caps: Caps, context: ReportContext): Html {
  const named = mostReadable(objects);
  const all = objects[0].posts;
  const posts = all.slice(0, caps.posts);
  const rows = posts.map((post) => [
    html`<span class="nowrap">${moment(post.time)}</span>`,
    `+${duration(post.time - all[0].time)}`,
    id(post.account, 80),
    id(post.post, 120),
  ]);
  const names = [...new Set(objects.map(({ layer }) => layerName(layer)))];
  const layers = names.length > 2 ? plural(names.length, 'layer') : list(names);
  const summary = html`<bdi class="id">${objectLabel(named, 70, true)}</bdi> <span class="muted">${layers} · ${plural(distinctAccounts(named), 'member')} of ${plural(named.audience, 'sharer')} · surprise ${count(objects[0].surprise)}</span>`;
  const columns = [
    { title: 'Time (UTC)' },
    { title: 'Behind the first', kind: 'number' as const },
    { title: 'Account' },
    { title: 'Post' },
  ];
  return details(
    summary,
    html`${objects.map((object) => html`<p class="note">${capital(layerName(object.layer))}: ${id(object.object, 600)}${object.sample === undefined ? '' : html` “${visible(object.sample, 240)}”`}</p>`)}${table(`Posts on ${visible(named.object, 60)}`, columns, rows)}${cut(posts.length, all.length, 'posts', context)}`,
  );
}

export function edgesList(group: Group, members: readonly Member[], caps: Caps, context: ReportContext): Html {
  const evidence = evidenceOf(group);
  const numberOf = new Map(members.map((member, i) => [member.account, i + 1]));
  const edges = group.edges.toSorted((a, b) => a.qValue - b.qValue || b.weight - a.weight).slice(0, caps.edges);
  return html`${folded(
    edges.map((edge) => edgeDetails(edge, evidence(edge), numberOf, caps, context)),
    'edge',
  )}${cut(edges.length, group.edges.length, 'edges', context)}`;
}

function edgeDetails(
  edge: Edge,
  evidence: readonly Meeting[],
  numberOf: ReadonlyMap<string, number>,
  caps: Caps,
  context: ReportContext,
): Html {
  const shown = evidence.slice(0, caps.evidence);
  const name = (account: string): Html =>
    html`${id(account, 50)} <span class="muted">(${numberOf.get(account) ?? '–'})</span>`;
  const summary = html`${name(edge.accountA)} and ${name(edge.accountB)} <span class="muted">${plural(edge.weight, 'object')} within ${duration(edge.windowSeconds)} · median ${duration(edge.medianLagSeconds)} apart · q ${probability(edge.qValue)}</span>`;
  const rows = shown.map(({ objects, postA, postB, lagSeconds }) => [
    html`<bdi class="id">${objectLabel(mostReadable(objects), 60)}</bdi>${objects.length > 1 && html` <span class="muted">and ${plural(objects.length - 1, 'layer')}</span>`}`,
    html`<span class="nowrap">${moment(Math.min(postA.time, postB.time))}</span>`,
    duration(lagSeconds),
    html`${id(postA.post, 60)}${postA.time <= postB.time && html` <span class="muted">first</span>`}`,
    html`${id(postB.post, 60)}${postB.time < postA.time && html` <span class="muted">first</span>`}`,
    count(objects[0].surprise),
  ]);
  const columns = [
    { title: 'Object' },
    { title: 'First of the two (UTC)' },
    { title: 'Apart', kind: 'number' as const },
    { title: html`Post of ${visible(edge.accountA, 24)}` },
    { title: html`Post of ${visible(edge.accountB, 24)}` },
    { title: 'Surprise', kind: 'number' as const },
  ];
  const label = `Posts behind the edge of ${visible(edge.accountA, 40)} and ${visible(edge.accountB, 40)}`;
  return details(
    summary,
    html`${table(label, columns, rows)}${cut(shown.length, evidence.length, 'meetings', context)}`,
  );
}
