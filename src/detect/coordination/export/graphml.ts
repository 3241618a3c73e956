// GraphML (graphml.graphdrawing.org, version 1.1): accounts as nodes, the claim's edges, groups as a node attribute.
import type { CoordinationResult } from '../result.ts';
import { edgeColumns, isoTime } from './columns.ts';

const types = { text: 'string', integer: 'int', real: 'double', time: 'string' } as const;
/** XML 1.0 names no way to write these, not even as references. */
const illegal = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Escapes for text and attributes; characters that XML cannot hold become U+FFFD. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(illegal, '\uFFFD')
    .replace(/[<>&"'\t\n\r]/g, (c) => `&#${c.codePointAt(0)};`);
}

/** The document in chunks. Node ids are n0, n1 …; the account's id is the attribute "account". */
export function* graphmlChunks(result: CoordinationResult): Generator<string> {
  const columns = edgeColumns.filter((column) => !column.name.startsWith('account_'));
  yield header(columns);
  const nodes = new Map<string, number>();
  const groupOf = new Map(result.groups.flatMap((g) => g.members.map((m) => [m.account, g] as const)));
  const accounts = [
    ...result.groups.flatMap((group) => group.members.map((member) => member.account)),
    ...result.edges.flatMap((edge) => [edge.accountA, edge.accountB]),
  ];
  for (const account of accounts) {
    if (nodes.has(account)) continue;
    const group = groupOf.get(account);
    yield `    <node id="n${nodes.size}">${data('account', account)}${data('group', group?.id ?? '')}${data('declared', group?.declared ?? '')}</node>\n`;
    nodes.set(account, nodes.size);
  }
  for (const edge of result.edges) {
    const cells = columns.map((column) => {
      const value = column.value(edge);
      return data(column.name, column.type === 'time' ? isoTime(Number(value)) : String(value ?? ''));
    });
    yield `    <edge source="n${nodes.get(edge.accountA)}" target="n${nodes.get(edge.accountB)}">${cells.join('')}</edge>\n`;
  }
  yield '  </graph>\n</graphml>\n';
}

function data(key: string, value: string): string {
  return value === '' || value === 'NaN' ? '' : `<data key="${key}">${xmlText(value)}</data>`;
}

function header(columns: readonly { readonly name: string; readonly type: keyof typeof types }[]): string {
  const key = (name: string, on: string, type: string): string =>
    `  <key id="${name}" for="${on}" attr.name="${name}" attr.type="${type}"/>\n`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns ' +
    'http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">\n' +
    ['account', 'group', 'declared'].map((name) => key(name, 'node', 'string')).join('') +
    columns.map((column) => key(column.name, 'edge', types[column.type])).join('') +
    '  <graph id="coordination" edgedefault="undirected">\n'
  );
}
