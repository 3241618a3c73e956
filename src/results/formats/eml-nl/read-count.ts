// EML_NL 510 (counts) and 520 (result).
import { all, attribute, maybe, number, one, type Reading, short, token } from './elements.ts';
import type { EmlCount, EmlElected, EmlResult, EmlUnitVotes, EmlVotes } from './document.ts';
import { rejectedFields, uncountedFields } from './names.ts';
import { readContestId, unitId } from './read-110.ts';
import { positive } from './read-230.ts';
import { refuse } from './refuse.ts';
import type { XmlElement } from './xml.ts';

type List = { readonly number: string; readonly votes: number; candidates: { number: string; votes: number }[] };

function readSelections(reading: Reading, of: XmlElement): EmlVotes['lists'] {
  const lists: List[] = [];
  const numbers = new Set<string>();
  for (const selection of all(of, 'Selection')) {
    const votes = number(reading, one(reading, selection, 'ValidVotes'));
    const affiliation = maybe(reading, selection, 'AffiliationIdentifier');
    if (affiliation !== undefined) {
      const list = attribute(reading, affiliation, 'Id', positive);
      if (numbers.has(list)) throw refuse('elementTwice', `list ${list}`, reading.file, affiliation);
      numbers.add(list);
      lists.push({ number: list, votes, candidates: [] });
      continue;
    }
    const identifier = one(reading, one(reading, selection, 'Candidate'), 'CandidateIdentifier');
    const list = lists.at(-1);
    if (list === undefined) throw refuse('elementMissing', 'a list before its candidates', reading.file, selection);
    const candidate = attribute(reading, identifier, 'Id', positive);
    if (Number(candidate) <= Number(list.candidates.at(-1)?.number ?? 0))
      throw refuse('orderWrong', `candidate ${candidate} of list ${list.number}`, reading.file, identifier);
    list.candidates.push({ number: candidate, votes });
  }
  return lists;
}

function byReason(
  reading: Reading,
  elements: readonly XmlElement[],
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const element of elements) {
    const reason = element.attributes.ReasonCode;
    if (reason === undefined || !Object.hasOwn(known, reason))
      throw refuse('valueInvalid', `ReasonCode is "${short(reason ?? '')}"`, reading.file, element);
    if (Object.hasOwn(found, reason)) throw refuse('elementTwice', reason, reading.file, element);
    found[reason] = number(reading, element);
  }
  return found;
}

function readVotes(reading: Reading, of: XmlElement): EmlVotes {
  const lists = readSelections(reading, of);
  if (lists.length === 0) throw refuse('elementMissing', `Selection in ${of.name}`, reading.file, of);
  return {
    lists,
    entitled: number(reading, one(reading, of, 'Cast')),
    counted: number(reading, one(reading, of, 'TotalCounted')),
    rejected: byReason(reading, all(of, 'RejectedVotes'), rejectedFields),
    uncounted: byReason(reading, all(of, 'UncountedVotes'), uncountedFields),
  };
}

function readUnit(reading: Reading, unit: XmlElement): EmlUnitVotes {
  const identifier = one(reading, unit, 'ReportingUnitIdentifier');
  return {
    id: attribute(reading, identifier, 'Id', unitId),
    name: token(identifier),
    votes: readVotes(reading, unit),
    line: unit.line,
  };
}

export function read510(reading: Reading, election: XmlElement, kind: EmlCount['kind']): EmlCount {
  const contests = all(one(reading, election, 'Contests'), 'Contest').map((contest) => {
    const total = maybe(reading, contest, 'TotalVotes');
    const units = all(contest, 'ReportingUnitVotes').map((unit) => readUnit(reading, unit));
    const seen = new Set<string>();
    for (const { id } of units) {
      if (seen.has(id)) throw refuse('unitTwice', id, reading.file, contest);
      seen.add(id);
    }
    if (total === undefined && units.length === 0)
      throw refuse('elementMissing', 'TotalVotes in Contest', reading.file, contest);
    return {
      id: readContestId(reading, contest),
      ...(total === undefined ? {} : { total: readVotes(reading, total) }),
      units,
    };
  });
  if (contests.length === 0) throw refuse('elementMissing', 'Contest in Contests', reading.file, election);
  return { kind, contests };
}

function readElected(reading: Reading, contest: XmlElement): readonly EmlElected[] {
  const elected: EmlElected[] = [];
  let list: string | undefined;
  for (const selection of all(contest, 'Selection')) {
    const said = one(reading, selection, 'Elected');
    if (said.text !== 'yes') throw refuse('valueInvalid', `Elected is "${short(said.text)}"`, reading.file, said);
    const affiliation = maybe(reading, selection, 'AffiliationIdentifier');
    if (affiliation !== undefined) {
      list = attribute(reading, affiliation, 'Id', positive);
      elected.push({ list });
      continue;
    }
    const identifier = one(reading, one(reading, selection, 'Candidate'), 'CandidateIdentifier');
    if (list === undefined) throw refuse('elementMissing', 'a list before its candidates', reading.file, selection);
    const ranking = maybe(reading, selection, 'Ranking');
    elected.push({
      list,
      candidate: attribute(reading, identifier, 'Id', positive),
      ...(ranking === undefined ? {} : { ranking: number(reading, ranking) }),
    });
  }
  return elected;
}

export function read520(reading: Reading, election: XmlElement): EmlResult {
  const contests = all(election, 'Contest').map((contest) => ({
    id: readContestId(reading, contest),
    elected: readElected(reading, contest),
  }));
  if (contests.length === 0) throw refuse('elementMissing', 'Contest in Election', reading.file, election);
  return { kind: '520', contests };
}
