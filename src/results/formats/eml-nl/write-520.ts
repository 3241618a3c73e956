// EML_NL 520: the lists that get seats and, where the method comes to persons, who is elected on them.
// Addresses are not kept here, and 520 asks for one: the name of the place stays empty.
import type { Definition, Option } from '../../../elections/definition/definition.ts';
import type { ContestSeats, ExportStamp } from '../counted.ts';
import {
  affiliation,
  candidateNumbers,
  contestIdentifier,
  electionIdentifier,
  identify,
  optionNumbers,
} from './identification.ts';
import { element, emlMessage, type Xml } from './xml-text.ts';

const elected = element('Elected', {}, 'yes');

function candidateXml(option: Option, id: string): Xml {
  const name = option.candidates?.find((one) => one.id === id)?.name ?? '';
  return element('Selection', {}, [
    element('Candidate', {}, [
      element('CandidateIdentifier', { Id: candidateNumbers(option)(id) }, []),
      element('CandidateFullName', {}, [element('xnl:PersonName', {}, [element('xnl:LastName', {}, name)])]),
      element('QualifyingAddress', {}, [element('xal:Locality', {}, [element('xal:LocalityName', {}, '')])]),
    ]),
    elected,
  ]);
}

function contestResult(
  definition: Definition,
  { contest: id, lists, elected: persons }: ContestSeats,
): Xml | undefined {
  const options = definition.contests.find((one) => one.id === id)?.options ?? [];
  const number = optionNumbers(options);
  const seats = new Map(lists.map((list) => [list.option, list.seats]));
  const selections = options
    .filter((option) => (seats.get(option.id) ?? 0) > 0)
    .flatMap((option) => [
      element('Selection', {}, [affiliation(number(option.id), option), elected]),
      ...(persons ?? [])
        .filter((person) => person.option === option.id)
        .map((person) => candidateXml(option, person.candidate)),
    ]);
  return selections.length === 0
    ? undefined
    : element('Contest', {}, [contestIdentifier(definition, id), ...selections]);
}

/** USAGE where the election has no EML id; undefined where no list has a seat, since a 520 needs one. */
export function writeEml520(
  definition: Definition,
  seats: readonly ContestSeats[],
  { createdAt, issuer }: ExportStamp,
  emlId?: string,
): string | undefined {
  const contests = seats.flatMap((one) => contestResult(definition, one) ?? []);
  if (contests.length === 0) return undefined;
  return emlMessage(
    '520',
    { id: 'CSB', name: issuer },
    createdAt,
    element('Result', {}, [element('Election', {}, [electionIdentifier(identify(definition, emlId)), ...contests])]),
  );
}
