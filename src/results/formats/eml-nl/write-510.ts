// EML_NL 510: the count of each unit and their total. 510b where one municipality counts, else 510d of the whole.
import type { Contest, Definition, Option } from '../../../elections/definition/definition.ts';
import { type CountedContest, type Counts, type ExportStamp, figureOf, totalCounts, votesOf } from '../counted.ts';
import {
  affiliation,
  candidateNumbers,
  contestIdentifier,
  electionIdentifier,
  identify,
  optionNumbers,
  unitIds,
} from './identification.ts';
import { uncountedFields } from './names.ts';
import { element, emlMessage, type Xml } from './xml-text.ts';

const validVotes = (votes: number): Xml => element('ValidVotes', {}, votes);

function selections(definition: Definition, options: readonly Option[], counts: Counts): readonly Xml[] {
  const number = optionNumbers(options);
  return options.flatMap((option) => {
    const candidateNumber = candidateNumbers(option);
    const candidates = (option.candidates ?? []).flatMap(({ id }) => {
      const votes = votesOf(definition, counts, option.id, id);
      if (votes === undefined) return [];
      const identifier = element('CandidateIdentifier', { Id: candidateNumber(id) }, []);
      return [element('Selection', {}, [element('Candidate', {}, [identifier]), validVotes(votes)])];
    });
    const votes = votesOf(definition, counts, option.id) ?? 0;
    return [element('Selection', {}, [affiliation(number(option.id), option), validVotes(votes)]), ...candidates];
  });
}

/** The figures of a form that gives them: all reasons, 0 where one is not there. */
function uncounted(counts: Counts): readonly Xml[] {
  if (!Object.values(uncountedFields).some((field) => counts[field] !== undefined)) return [];
  return Object.entries(uncountedFields).map(([reason, field]) =>
    element('UncountedVotes', { ReasonCode: reason }, counts[field] ?? 0),
  );
}

function voteGroup(definition: Definition, { options }: Contest, counts: Counts): readonly Xml[] {
  const lists = options.reduce((sum, { id }) => sum + (votesOf(definition, counts, id) ?? 0), 0);
  return [
    ...selections(definition, options, counts),
    element('Cast', {}, figureOf(definition, counts, 'registered') ?? 0),
    element('TotalCounted', {}, figureOf(definition, counts, 'valid') ?? lists),
    element('RejectedVotes', { ReasonCode: 'ongeldig' }, figureOf(definition, counts, 'invalid') ?? 0),
    element('RejectedVotes', { ReasonCode: 'blanco' }, figureOf(definition, counts, 'blank') ?? 0),
    ...uncounted(counts),
  ];
}

function contestCount(definition: Definition, { contest: id, units }: CountedContest): Xml | undefined {
  const contest = definition.contests.find((one) => one.id === id);
  if (contest === undefined || units.length === 0) return undefined;
  const ids = unitIds(definition);
  const names = new Map(definition.units.map((unit) => [unit.id, unit.name]));
  return element('Contest', {}, [
    contestIdentifier(definition, id),
    element('TotalVotes', {}, voteGroup(definition, contest, totalCounts(units))),
    ...units.map(({ unit, counts }) =>
      element('ReportingUnitVotes', {}, [
        element('ReportingUnitIdentifier', { Id: ids.get(unit) }, names.get(unit) ?? unit),
        ...voteGroup(definition, contest, counts),
      ]),
    ),
  ]);
}

/** Which 510 it is, and whose: of the one municipality that counts, or of the central committee. */
function authorityOf(
  { centres }: Definition,
  issuer: string,
): { readonly letter: 'b' | 'd'; readonly id: string; readonly name: string } {
  const [only, second] = centres;
  if (second === undefined && only !== undefined && /^\d{4}$/.test(only.id))
    return { letter: 'b', id: only.id, name: only.name };
  return { letter: 'd', id: 'CSB', name: issuer };
}

/** USAGE where the election has no EML id; undefined where nothing is counted yet, since a 510 needs votes. */
export function writeEml510(
  definition: Definition,
  counted: readonly CountedContest[],
  { createdAt, issuer }: ExportStamp,
  emlId?: string,
): string | undefined {
  const { letter, ...authority } = authorityOf(definition, issuer);
  const contests = counted.flatMap((one) => contestCount(definition, one) ?? []);
  if (contests.length === 0) return undefined;
  return emlMessage(
    `510${letter}`,
    authority,
    createdAt,
    element('Count', {}, [
      element('EventIdentifier', {}, []),
      element('Election', {}, [electionIdentifier(identify(definition, emlId)), element('Contests', {}, contests)]),
    ]),
  );
}
