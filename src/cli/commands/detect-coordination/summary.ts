// The summary for people on stdout: what was found, how sure, what to look at first, where the files lie.
import { claimText, headlineText, splitGroups } from '../../../detect/coordination/report/headline.ts';
import {
  type ListedNetwork,
  listedAccounts,
  networksFound,
} from '../../../detect/coordination/report/declared-list.ts';
import { groupProbability } from '../../../detect/coordination/report/floor.ts';
import { noGroupReason, tooLittle } from '../../../detect/coordination/report/state.ts';
import { count, day, duration, plural } from '../../../detect/coordination/report/words.ts';
import type { CoordinationResult, Group } from '../../../detect/coordination/result.ts';
import type { Rejected } from '../../../ingest/read.ts';
import { displayWidth, printable } from '../../printable.ts';
import { formatTable } from '../../table.ts';
import type { Written } from './outputs.ts';

const mostGroups = 12;
const mostRejected = 5;
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** `declared` is the list of declared networks, each with those of its accounts that occur in the input. */
export function summaryText(
  result: CoordinationResult,
  sources: string,
  written: readonly Written[],
  rejected: readonly Rejected[],
  rejectedCount: number,
  declared: readonly ListedNetwork[] = [],
): string {
  const blocks = [
    [headlineText(result), '', ...facts(result, sources, rejectedCount, declared)],
    groupTable(result),
    hint(result),
    files(written),
    rejectedLines(
      rejected,
      rejectedCount,
      written.some(({ kind }) => kind === 'rejected'),
    ),
  ];
  return plain(
    `${blocks
      .filter((block) => block.length > 0)
      .map((block) => block.join('\n'))
      .join('\n\n')}\n`,
  );
}

function facts(
  result: CoordinationResult,
  sources: string,
  rejectedCount: number,
  declared: readonly ListedNetwork[],
): readonly string[] {
  const { input } = result;
  const lines: (readonly [string, string])[] = [
    ...claimLines(result),
    [
      'Read',
      `${printable(sources)}: ${plural(input.posts, 'post')} by ${plural(input.accounts, 'account')}` +
        `${input.posts > 0 ? `, ${days(input)}` : ''}` +
        `${rejectedCount > 0 ? `, ${plural(rejectedCount, 'row')} rejected` : ''}`,
    ],
    ['Layers', input.layers.map(({ layer, objects }) => `${layer}\u00a0(${count(objects)})`).join(', ') || 'none'],
  ];
  if (result.cappedBursts.length > 0) {
    const bursts = plural(result.cappedBursts.length, 'burst');
    const cap = count(result.parameters.cap);
    lines.push([
      'Capped',
      `${bursts} (many accounts on one object at once): ${cap} neighbours in time compared a side`,
    ]);
  }
  if (declared.length > 0) {
    lines.push([
      'Declared',
      `${plural(declared.length, 'network')} listed, ${count(networksFound(result.groups))} of them found; ` +
        `${plural(listedAccounts(declared), 'account')} of the list in the input`,
    ]);
  }
  const single = result.onePerPlatform?.length ?? 0;
  if (single > 0) {
    lines.push([
      'Not claimed',
      `${plural(single, 'set')} of accounts, ${single === 1 ? '' : 'each '}with one account a platform: ` +
        'one person who posts everywhere looks just so',
    ]);
  }
  if (result.otherClaims.length > 0) {
    lines.push([
      'Besides',
      `${plural(result.otherClaims.length, 'edge')} under other nulls, in the edge file alone; they form no group`,
    ]);
  }
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.flatMap(([name, text]) => wrapped(`  ${name.padEnd(width)}  `, text));
}

function days({ firstTime, lastTime }: CoordinationResult['input']): string {
  const [first, last] = [day(firstTime), day(lastTime)];
  return first === last ? first : `${first} to ${last}`;
}

const widest = 110;

/** `text` behind `head`, broken at blanks; the lines that follow stand under the first. */
function wrapped(head: string, text: string): readonly string[] {
  const lines: string[] = [];
  let line = head;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && displayWidth(`${line} ${plain(word)}`) > widest) {
      lines.push(line);
      line = ' '.repeat(head.length);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}

function claimLines(result: CoordinationResult): (readonly [string, string])[] {
  if (result.input.posts === 0) return [];
  return [
    ['What', result.groups.length > 0 ? claimText(result) : whyNothing(result)],
    ['How sure', howSure(result)],
    ...(result.groups.length > 0
      ? [
          [
            'Null',
            'every account keeps its habits and nobody coordinates; decoys are copies of the input made so',
          ] as const,
        ]
      : []),
  ];
}

function whyNothing(result: CoordinationResult): string {
  return tooLittle(result) ?? `${noGroupReason(result)}; pairs alone are never claimed`;
}

function howSure(result: CoordinationResult): string {
  if (result.groups.length === 0) return 'this is not proof that nobody coordinated';
  return result.calibrated
    ? 'calibrated: the error was measured on independent people with habits'
    : 'NOT CALIBRATED: q-values hold under this null alone';
}

function groupTable(result: CoordinationResult): readonly string[] {
  const { found, declared } = splitGroups(result);
  const groups = [...found, ...declared];
  if (groups.length === 0) return [];
  const columns = ['', 'group', 'accounts', 'pairs seen', 'expected', 'within', 'q', 'on'];
  const left = new Set(['group', 'on']);
  const table = formatTable(
    columns.map((title) => ({ title, align: left.has(title) ? ('left' as const) : ('right' as const) })),
    groups.slice(0, mostGroups).map((group, i) => groupRow(group, i + 1, result)),
  );
  const rest = groups.length > mostGroups ? [`  ${mostGroups} of ${groups.length} groups shown`] : [];
  return ['Look at these first', ...table, ...rest];
}

function groupRow(group: Group, number: number, result: CoordinationResult): readonly string[] {
  return [
    String(number),
    group.declared === undefined ? printable(group.id.slice(0, 12), 12) : `declared: ${printable(group.declared, 26)}`,
    count(group.members.length),
    count(group.observed),
    count(group.expected),
    duration(group.windowSeconds),
    groupProbability(group.qValue, group, result),
    layersText(group),
  ];
}

/** "repost 13, media 1, 3 more": objects by layer, the two layers with most. */
function layersText(group: Group): string {
  const sorted = group.layerMix.toSorted((a, b) => b.objects - a.objects);
  const shown = sorted.slice(0, 2).map(({ layer, objects }) => `${layer} ${count(objects)}`);
  const rest = sorted.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

function hint(result: CoordinationResult): readonly string[] {
  if (result.input.posts === 0) return ['Nothing was examined, so nothing can be said.'];
  const { found, declared } = splitGroups(result);
  if (found.length > 0) {
    return [
      'This is evidence of coordinated behaviour, not of an opinion or an offence. Read the posts behind the edges and',
      'what speaks against each group before anything follows; openly coordinating networks go into --declared.',
    ];
  }
  if (declared.length > 0) return ['Every group found is on the list of declared networks.', ...unseen];
  return [
    'More time, more accounts or more layers may show more; see "What would be needed" in the report.',
    ...unseen,
  ];
}

const unseen = [
  'A group that always acts right after an object appears looks like people with notifications on, and is not found.',
];

function files(written: readonly Written[]): readonly string[] {
  if (written.length === 0) return ['Nothing was written; --report report.html makes the report for people.'];
  const noun = { edges: 'edge', groups: 'group', report: 'group', graph: 'edge', rejected: 'row', pairs: 'pair' };
  const width = Math.max(...written.map(({ kind }) => kind.length));
  return [
    'Written',
    ...written.map(
      ({ kind, path, rows }) => `  ${kind.padEnd(width)}  ${printable(path, 400)} (${plural(rows, noun[kind])})`,
    ),
  ];
}

function rejectedLines(rejected: readonly Rejected[], all: number, kept: boolean): readonly string[] {
  if (all === 0) return [];
  const shown = rejected.slice(0, mostRejected);
  const rest = all - shown.length;
  return [
    `Rejected: ${plural(all, 'row')}`,
    ...shown.map(
      ({ file, line, code, reason }) => `  ${printable(file, 120)}:${line}: ${code} (${printable(reason, 160)})`,
    ),
    ...(rest > 0 ? [`  and ${plural(rest, 'more row')}`.replace('more rows', 'more')] : []),
    ...(kept ? [] : ['  --rejected FILE.jsonl keeps them with their place and reason']),
  ];
}
