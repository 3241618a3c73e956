// One EML_NL file of any kind we read, by itself: 110a, 110b, 230b, 230c, 510a to 510s, 520.
// Written after the published schemas of EML_NL and what its readers ask beyond them; docs/eml-nl.md lists both.
import { all, attribute, maybe, one, type Reading, token } from './elements.ts';
import type { EmlBody, EmlElection, EmlKind, EmlNlDocument } from './document.ts';
import { readElection } from './election.ts';
import { eml } from './names.ts';
import { read110a, read110b } from './read-110.ts';
import { read230 } from './read-230.ts';
import { read510, read520 } from './read-count.ts';
import { refuse } from './refuse.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** The element below EML that holds what each kind is about. */
const payloads: Readonly<Record<EmlKind, string>> = {
  '110a': 'ElectionEvent',
  '110b': 'ElectionEvent',
  '230b': 'CandidateList',
  '230c': 'CandidateList',
  '510a': 'Count',
  '510b': 'Count',
  '510c': 'Count',
  '510d': 'Count',
  '510q': 'Count',
  '510r': 'Count',
  '510s': 'Count',
  '520': 'Result',
};

const authorityId = /^(?:CSB|(?:HSB|SB)\d+|\d{4})$/;

function kindOf(reading: Reading, root: XmlElement): EmlKind {
  if (root.name !== 'EML' || root.uri !== eml)
    throw refuse('notEml', `its root is ${root.name.slice(0, 60)}`, reading.file, root);
  const id = attribute(reading, root, 'Id', /^\w{1,20}$/);
  if (!Object.hasOwn(payloads, id)) throw refuse('messageUnknown', id, reading.file, root);
  if (root.attributes.SchemaVersion !== '5')
    reading.warnings.push('SchemaVersion is not 5, the EML version of EML_NL; it was read as such');
  return id as EmlKind;
}

function readAuthority(reading: Reading, root: XmlElement, kind: EmlKind): EmlNlDocument['authority'] {
  const managing =
    kind === '110a' ? maybe(reading, root, 'ManagingAuthority') : one(reading, root, 'ManagingAuthority');
  if (managing === undefined) return undefined;
  const identifier = one(reading, managing, 'AuthorityIdentifier');
  return { id: attribute(reading, identifier, 'Id', authorityId), name: token(identifier) };
}

function readBody(reading: Reading, kind: EmlKind, of: XmlElement, election: EmlElection): EmlBody {
  if (kind === '110a') return read110a(reading, of, election);
  if (kind === '110b') return read110b(reading, of);
  if (kind === '230b' || kind === '230c') return read230(reading, of, kind);
  if (kind === '520') return read520(reading, of);
  return read510(reading, of, kind);
}

/** EML_INVALID with its reason (refuse.ts); XML_INVALID, ENCODING_INVALID, FILE_UNREADABLE of the XML; all with place. */
export function readEmlNl(bytes: Uint8Array, file: string): EmlNlDocument {
  const reading: Reading = { file, warnings: [] };
  const root = parseXml(bytes, file);
  const kind = kindOf(reading, root);
  const payload = maybe(reading, root, payloads[kind]);
  if (payload === undefined) {
    const held = [...new Set(Object.values(payloads))].find((name) => all(root, name).length > 0) ?? 'nothing of it';
    throw refuse('messageMismatch', `Id ${kind} needs ${payloads[kind]}, and there is ${held}`, file, root);
  }
  const of = one(reading, payload, 'Election');
  const election = readElection(reading, one(reading, of, 'ElectionIdentifier'), kind);
  const authority = readAuthority(reading, root, kind);
  const body = readBody(reading, kind, of, election);
  return {
    file,
    election,
    ...(authority === undefined ? {} : { authority }),
    body,
    warnings: [...new Set(reading.warnings)],
  };
}
