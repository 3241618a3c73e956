// EML_NL 230b and 230c: candidate lists.
import { all, attribute, maybe, one, type Reading, token } from './elements.ts';
import type { EmlCandidate, EmlList, EmlLists } from './document.ts';
import { xnl } from './names.ts';
import { contestId } from './read-110.ts';
import { refuse } from './refuse.ts';
import type { XmlElement } from './xml.ts';

export const positive = /^[1-9]\d{0,8}$/;

/** Initials, prefix and last name, then the first name in brackets, as on a ballot. */
function personName(reading: Reading, candidate: XmlElement): string {
  const full = maybe(reading, candidate, 'CandidateFullName');
  const person = full === undefined ? undefined : maybe(reading, full, 'PersonName', xnl);
  if (person === undefined) return '';
  const part = (name: string): string => token(maybe(reading, person, name, xnl));
  const first = part('FirstName');
  const names = [part('NameLine'), part('NamePrefix'), part('LastName'), first === '' ? '' : `(${first})`];
  return names
    .filter((name) => name !== '')
    .join(' ')
    .slice(0, 300);
}

function goingUp(reading: Reading, what: string, numbers: readonly string[], at: XmlElement): void {
  const wrong = numbers.find((value, i) => i > 0 && Number(value) <= Number(numbers[i - 1]));
  if (wrong !== undefined) throw refuse('orderWrong', `${what} ${wrong}`, reading.file, at);
}

function readCandidate(reading: Reading, candidate: XmlElement): EmlCandidate {
  const number = attribute(reading, one(reading, candidate, 'CandidateIdentifier'), 'Id', positive);
  const name = personName(reading, candidate);
  return { number, name: name === '' ? `Candidate ${number}` : name };
}

function readList(reading: Reading, affiliation: XmlElement): EmlList {
  const identifier = one(reading, affiliation, 'AffiliationIdentifier');
  const number = attribute(reading, identifier, 'Id', positive);
  const candidates = all(affiliation, 'Candidate').map((candidate) => readCandidate(reading, candidate));
  if (candidates.length === 0) throw refuse('candidatesMissing', `list ${number}`, reading.file, affiliation);
  goingUp(
    reading,
    `candidates of list ${number}:`,
    candidates.map((candidate) => candidate.number),
    affiliation,
  );
  const name = token(one(reading, identifier, 'RegisteredName'));
  // A list without a registered name is known by its number.
  return { number, name: name === '' ? `List ${number}` : name, candidates };
}

export function read230(reading: Reading, election: XmlElement, kind: EmlLists['kind']): EmlLists {
  const contests = all(election, 'Contest').map((contest) => {
    const identifier = one(reading, contest, 'ContestIdentifier');
    const name = token(maybe(reading, identifier, 'ContestName'));
    const lists = all(contest, 'Affiliation').map((affiliation) => readList(reading, affiliation));
    if (lists.length === 0) throw refuse('listsMissing', 'Affiliation in Contest', reading.file, contest);
    goingUp(
      reading,
      'lists:',
      lists.map((list) => list.number),
      contest,
    );
    const id = attribute(reading, identifier, 'Id', contestId);
    return { id, ...(name === '' ? {} : { name }), lists };
  });
  if (contests.length === 0) throw refuse('elementMissing', 'Contest in Election', reading.file, election);
  return { kind, contests };
}
