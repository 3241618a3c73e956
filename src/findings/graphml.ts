// A finding's network as GraphML 1.1 (graphml.graphdrawing.org): members as nodes, meetings as edges.
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';

/** XML 1.0 names no way to write these, not even as references. */
const illegal = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(illegal, '\uFFFD')
    .replace(/[<>&"'\t\n\r]/g, (c) => `&#${c.codePointAt(0)};`);

const data = (key: string, value: string | number | null): string =>
  value === null || value === '' ? '' : `<data key="${key}">${xml(String(value))}</data>`;
const key = (name: string, on: 'node' | 'edge' | 'graph', type: string): string =>
  `  <key id="${name}" for="${on}" attr.name="${name}" attr.type="${type}"/>\n`;

const keys = [
  key('note', 'graph', 'string'),
  key('finding', 'graph', 'string'),
  key('account', 'node', 'string'),
  key('declared', 'node', 'string'),
  key('shares_in_group', 'node', 'int'),
  key('firsts', 'node', 'int'),
  key('weight', 'edge', 'double'),
  key('window_seconds', 'edge', 'double'),
  key('q_value', 'edge', 'double'),
  key('layers', 'edge', 'string'),
];

/** `note` is written beside the graph: the mark of a demonstration. */
export function graphmlOf(finding: Finding, evidence: Evidence, note: string | undefined): string {
  const places = new Map<string, number>();
  const nodes = evidence.members.map(({ account, declared, sharesInGroup, firsts }, i) => {
    places.set(account, i);
    const fields = [data('account', account), data('declared', declared), data('shares_in_group', sharesInGroup)];
    return `    <node id="n${i}">${fields.join('')}${data('firsts', firsts)}</node>\n`;
  });
  const edges = evidence.edges.flatMap(({ a, b, weight, windowSeconds, qValue, layers }) => {
    const [source, target] = [places.get(a), places.get(b)];
    if (source === undefined || target === undefined) return [];
    const fields = [data('weight', weight), data('window_seconds', windowSeconds), data('q_value', qValue)];
    return [
      `    <edge source="n${source}" target="n${target}">${fields.join('')}${data('layers', layers.join(' '))}</edge>\n`,
    ];
  });
  const about = `    ${data('note', note ?? null)}${data('finding', finding.id)}\n`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n' +
    `${keys.join('')}  <graph id="finding" edgedefault="undirected">\n${about}${nodes.join('')}${edges.join('')}` +
    '  </graph>\n</graphml>\n'
  );
}
