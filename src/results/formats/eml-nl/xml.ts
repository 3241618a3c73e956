// XML to a small tree of ours, namespaces kept. Untrusted bytes: size, depth, elements and attributes are capped, and
// a DOCTYPE (where entities would come from) is refused before anything of it is used.
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { PollwardenError } from '../../../kernel/errors.ts';

export type XmlElement = {
  readonly uri: string;
  readonly name: string;
  /** By local name; attributes in a namespace (such as xsi:schemaLocation) are left out. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text right below, white space around it removed. */
  readonly text: string;
  /** Counted from 1; of the end of its start tag. */
  readonly line: number;
};

export const mostXmlBytes = 64 * 1_048_576;
const mostDepth = 40;
const mostElements = 2_000_000;
const mostAttributes = 32;
const mostTextCharacters = 10_000;
const sliceCharacters = 65_536;

type Open = { -readonly [K in keyof Omit<XmlElement, 'children'>]: XmlElement[K] } & { readonly children: Open[] };

const invalid = (detail: string, file: string, line?: number): PollwardenError =>
  new PollwardenError('XML_INVALID', detail, line === undefined ? { file } : { file, line });

function textOf(bytes: Uint8Array, file: string): string {
  if (bytes.byteLength > mostXmlBytes) throw new PollwardenError('FILE_UNREADABLE', 'is larger than 64 MiB', { file });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PollwardenError('ENCODING_INVALID', undefined, { file });
  }
}

/** Own attributes of no namespace, without a prototype that a name could reach. */
function attributesOf(tag: SaxesTagNS): Readonly<Record<string, string>> {
  const found = Object.create(null) as Record<string, string>;
  for (const { uri, local, value } of Object.values(tag.attributes)) if (uri === '') found[local] = value;
  return found;
}

type Parser = SaxesParser<{ xmlns: true }>;
type Refuse = (detail: string) => never;

/** Counts what an attacker controls, before saxes builds the element. */
function capSizes(parser: Parser, refuse: Refuse): void {
  let elements = 0;
  let attributes = 0;
  parser.on('opentagstart', () => {
    attributes = 0;
    if (++elements > mostElements) refuse(`has more than ${mostElements} elements`);
  });
  parser.on('attribute', () => {
    if (++attributes > mostAttributes) refuse(`an element has more than ${mostAttributes} attributes`);
  });
  parser.on('doctype', () => refuse('a DOCTYPE is not accepted'));
}

/** FILE_UNREADABLE over 64 MiB, ENCODING_INVALID, XML_INVALID with its line. */
export function parseXml(bytes: Uint8Array, file: string): XmlElement {
  const text = textOf(bytes, file);
  const parser: Parser = new SaxesParser({ xmlns: true });
  const refuse: Refuse = (detail) => {
    throw invalid(detail, file, parser.line);
  };
  const open: Open[] = [];
  let root: Open | undefined;
  parser.on('error', (error) => refuse(error.message.replace(/^[\d:]+\s*/, '').slice(0, 200)));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      throw new PollwardenError('ENCODING_INVALID', `says ${encoding.slice(0, 40)}`, { file });
  });
  capSizes(parser, refuse);
  parser.on('opentag', (tag) => {
    const { uri, local: name } = tag;
    const element: Open = { uri, name, attributes: attributesOf(tag), children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
    if (open.length > mostDepth) refuse(`is nested deeper than ${mostDepth}`);
  });
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element === undefined || part.trim() === '') return;
    if (element.text.length + part.length > mostTextCharacters)
      refuse(`an element has more than ${mostTextCharacters} characters`);
    element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element !== undefined) element.text = element.text.trim();
  });
  for (let at = 0; at < text.length; at += sliceCharacters) parser.write(text.slice(at, at + sliceCharacters));
  parser.close();
  if (root === undefined) throw invalid('there is no element in it', file);
  return root;
}
