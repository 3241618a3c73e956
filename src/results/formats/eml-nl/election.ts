// The identification of an election, which every EML_NL message carries, and the checks that hold within one file.
import { day, maybe, one, type Reading, attribute, short, token } from './elements.ts';
import type { EmlElection, EmlKind } from './document.ts';
import { categories, kr, withDomain } from './names.ts';
import { refuse } from './refuse.ts';
import type { XmlElement } from './xml.ts';

const electionId = /^(?:EP|EK|TK|GR|BC|GC|ER|PS|AB|NR|PR|LR|IR)2\d{3}(?:\d{4})?(?:_[\w-]*)?$/u;
const domainId = /^(?:\d{4}|[12]?\d)$/;

/** Whether a text can name an election in EML_NL. */
export const isElectionId = (text: string): boolean => text.length <= 64 && electionId.test(text);

function categoryOf(reading: Reading, identifier: XmlElement): Pick<EmlElection, 'category' | 'subcategory'> {
  const { file } = reading;
  const category = one(reading, identifier, 'ElectionCategory');
  const subcategory = maybe(reading, identifier, 'ElectionSubcategory', kr);
  const known = Object.entries(categories).find(([name]) => name === category.text)?.[1];
  if (known === undefined)
    throw refuse('valueInvalid', `ElectionCategory is "${short(category.text)}"`, file, category);
  if (subcategory === undefined) return { category: category.text };
  if (!Object.values(categories).flat().includes(subcategory.text))
    throw refuse('valueInvalid', `ElectionSubcategory is "${short(subcategory.text)}"`, file, subcategory);
  if (!known.includes(subcategory.text))
    throw refuse('categoryMismatch', `${category.text} and ${subcategory.text}`, file, subcategory);
  return { category: category.text, subcategory: subcategory.text };
}

function domainOf(reading: Reading, identifier: XmlElement, category: string): Pick<EmlElection, 'domain'> {
  const domain = maybe(reading, identifier, 'ElectionDomain', kr);
  if (domain === undefined || token(domain) === '') {
    if (withDomain.includes(category)) throw refuse('domainMissing', category, reading.file, identifier);
    return {};
  }
  const id = domain.attributes.Id === undefined ? undefined : attribute(reading, domain, 'Id', domainId);
  return { domain: { name: token(domain), ...(id === undefined ? {} : { id }) } };
}

/** Where a nomination day is needed, may stand, or (as the schema has it) has no place. */
const nomination = (kind: EmlKind): 'needed' | 'may' | 'noPlace' =>
  kind === '110a' ? 'needed' : kind === '230b' || kind === '230c' ? 'may' : 'noPlace';

function nominationOf(
  reading: Reading,
  identifier: XmlElement,
  kind: EmlKind,
  polling: string,
): Pick<EmlElection, 'nominationDay'> {
  const element = maybe(reading, identifier, 'NominationDate', kr);
  const wanted = nomination(kind);
  if (element === undefined) {
    if (wanted === 'needed') throw refuse('nominationDateMissing', `in a ${kind}`, reading.file, identifier);
    return {};
  }
  const nominationDay = day(reading, element);
  if (nominationDay >= polling)
    throw refuse('nominationAfterElection', `nomination ${nominationDay}, polling ${polling}`, reading.file, element);
  if (wanted === 'noPlace') reading.warnings.push(`NominationDate has no place in a ${kind}; it was read`);
  return { nominationDay };
}

/** EML_INVALID with its reason. */
export function readElection(reading: Reading, identifier: XmlElement, kind: EmlKind): EmlElection {
  const id = attribute(reading, identifier, 'Id', electionId).slice(0, 64);
  const name = token(maybe(reading, identifier, 'ElectionName'));
  const { category, subcategory } = categoryOf(reading, identifier);
  if (kind === '110a' && subcategory === undefined)
    throw refuse('elementMissing', 'ElectionSubcategory', reading.file, identifier);
  if (!id.startsWith(category))
    reading.warnings.push(`the election's id ${id} begins with another category than ${category}`);
  const polling = day(reading, one(reading, identifier, 'ElectionDate', kr));
  return {
    id,
    ...(name === '' ? {} : { name }),
    category,
    ...(subcategory === undefined ? {} : { subcategory }),
    ...domainOf(reading, identifier, category),
    day: polling,
    ...nominationOf(reading, identifier, kind, polling),
  };
}

/** What differs between two files about one election, or undefined. What one of them leaves out does not differ. */
export function differenceOf(a: EmlElection, b: EmlElection): string | undefined {
  const pairs: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['id', a.id, b.id],
    ['category', a.category, b.category],
    ['subcategory', a.subcategory, b.subcategory],
    ['day of polling', a.day, b.day],
    ['day of nomination', a.nominationDay, b.nominationDay],
    ['domain', a.domain?.name, b.domain?.name],
    ['domain id', a.domain?.id, b.domain?.id],
  ];
  const different = pairs.find(([, of, than]) => of !== undefined && than !== undefined && of !== than);
  return different === undefined ? undefined : `${different[0]} ${different[1]}, not ${different[2]}`;
}
