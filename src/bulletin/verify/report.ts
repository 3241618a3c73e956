// What a check found, in plain words, for a terminal and for the page of the verifier. Browser-safe.
import { type BulletinFault, bulletinFaults } from '../model/fault.ts';
import type { Definition } from '../../elections/definition/definition.ts';
import type { Total } from '../model/site.ts';
import type { FingerprintWord } from '../words/words.ts';
import type { Reckoned } from '../total/total.ts';
import type { OpenedBulletin, OpenedLog } from './open.ts';
import type { WholeCheck } from './whole.ts';

/** holds: no fault, and the words are those that were given. unproven: no fault, and nobody gave words. */
export type Verdict = 'holds' | 'unproven' | 'faults' | 'refused';

const number = (value: number): string => value.toLocaleString('en-GB');

export const wordsText = (words: readonly FingerprintWord[]): string =>
  words.map(({ word, digits }) => `${word} ${digits}`).join(', ');

/** Such as "entry 5: unit u1 · cast: 4 is shown, 5 was committed to". */
export function faultLine({
  code,
  detail,
  file,
  entry,
  contest,
  unit,
  field,
  shown,
  committed,
}: BulletinFault): string {
  const where = [
    ...(file === undefined ? [] : [file]),
    ...(entry === undefined ? [] : [`entry ${entry}`]),
    ...(contest === undefined ? [] : [`contest ${contest}`]),
    ...(unit === undefined ? [] : [`unit ${unit}`]),
    ...(field === undefined
      ? []
      : [`${field}: ${shown ?? 'nothing'} is shown, ${committed ?? 'nothing'} was committed to`]),
  ];
  return `${bulletinFaults[code]} (${code}): ${[...where, detail].join(' · ')}`;
}

export function verdictOf(opened: OpenedLog | undefined, faults: readonly BulletinFault[]): Verdict {
  if (opened === undefined) return 'refused';
  if (faults.length > 0) return 'faults';
  return opened.wordsHold === true ? 'holds' : 'unproven';
}

const time = (seconds: number): string =>
  seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString().slice(0, 19).concat('Z') : 'no time stated';

/** Whose log it is, by which words, and who signed its state. */
export function logLines({ opening, head, wordsHold }: OpenedLog): readonly string[] {
  const { witnesses, checkpoint } = head.opened;
  const signed = witnesses.map(({ name, time: at }) => `${name} (${time(at)})`).join(', ');
  return [
    `${opening.entry.name} (${opening.entry.election}), polling day ${opening.entry.day}`,
    `Sixteen words: ${wordsText(opening.words)}`,
    wordsHold === true
      ? 'They are the words that you gave.'
      : 'This copy cannot prove itself: compare these words with those that were published before polling.',
    `The log ${checkpoint.origin} signed ${number(checkpoint.size)} entries.`,
    witnesses.length === 0
      ? 'No independent witness signed this state: only its keeper says that everybody is shown the same.'
      : `Independent witnesses that signed the same state: ${signed}`,
  ];
}

/** Names of contests and of what is voted for, by the form; ids where it does not have them. */
function namesIn(definition: Definition | undefined) {
  const named = new Map((definition?.contests ?? []).map((contest) => [contest.id, contest]));
  return {
    contest: (id: string): string => named.get(id)?.name ?? id,
    option: (contest: string, id: string): string =>
      named.get(contest)?.options.find((option) => option.id === id)?.name ?? id,
  };
}

/** Of each contest: n of m, how units stand, votes; with and without what is unverified. */
export function totalLines({ contests }: Total, definition: Definition | undefined): readonly string[] {
  const names = namesIn(definition);
  return contests.flatMap(({ contest, units, counted, byStanding, counts, without }) => {
    const parts = Object.entries(byStanding).map(([standing, count]) => `${number(count)} ${standing}`);
    const open = byStanding.unverified ?? 0;
    const votes = (of: Total['contests'][number]['counts']): string =>
      Object.entries(of)
        .filter(([key]) => /^votes\/[^/]+$/.test(key))
        .map(([key, count]) => `${names.option(contest, key.slice('votes/'.length))}: ${number(count)}`)
        .join('; ');
    return [
      `${names.contest(contest)}: ${number(counted)} of ${number(units)} units counted (${parts.join(', ')})`,
      `  ${open > 0 ? 'with them, ' : ''}votes: ${votes(counts)}`,
      ...(open > 0
        ? [`  ${number(counted - open)} of ${number(units)} are verified; without the others: ${votes(without ?? {})}`]
        : []),
    ];
  });
}

const mostUnits = 20;

/** Units of which headquarters' figures are not the signed ones, and those of which nothing signed is there. */
export function unitLines({ units }: Pick<Reckoned, 'units'>): readonly string[] {
  const of = (standing: string) => [...units.values()].filter((one) => one.standing === standing);
  const differs = of('differs').flatMap(({ unit, contest, judged }) =>
    (judged?.differences ?? []).map(
      ({ field, shown, committed }) =>
        `unit ${unit}, ${contest}: headquarters\u2019 copy differs; ${field} is ${shown ?? 'nothing'} there, ${committed ?? 'nothing'} was signed and counts`,
    ),
  );
  const unverified = of('unverified').map(
    ({ unit, contest }) => `unit ${unit}, ${contest}: no signed return of it that holds is in the log`,
  );
  const all = [...differs, ...unverified];
  return all.length <= mostUnits ? all : [...all.slice(0, mostUnits), `and ${number(all.length - mostUnits)} more`];
}

/** The manifest does not name them: they show which witnesses signed, which is known after it. */
const frontsLine =
  'Front pages (index.html and those of each language beside it) are not covered: read the figures below, not there.';

const mostFaults = 100;

export function faultLines(faults: readonly BulletinFault[]): readonly string[] {
  const rest = faults.length - mostFaults;
  return [...faults.slice(0, mostFaults).map(faultLine), ...(rest > 0 ? [`and ${number(rest)} more`] : [])];
}

export const verdictLines: Readonly<Record<Verdict, string>> = {
  holds: 'All that is published, but for the front pages, follows from the log.',
  unproven:
    'All that is published, but for the front pages, follows from this log; whether it is the log that was announced, the words tell.',
  faults: 'Not everything holds:',
  refused: 'Nothing here can be believed:',
};

/** What the sixteen words do not cover, and somebody has to compare with what was announced. */
function laterLines({ laterKeys, laterRules: { definitions, policies } }: WholeCheck): readonly string[] {
  return [
    ...(laterKeys === 0
      ? []
      : [`Returns signed by keys that came after the words: ${number(laterKeys)}. Compare the later definition.`]),
    ...(definitions === 0
      ? []
      : [
          `Later versions of the definition (names, units, areas) in the log, which the words do not cover: ${number(definitions)}. Compare them with what was announced.`,
        ]),
    ...(policies === 0
      ? []
      : [`Records by a release policy that the words do not cover. Such policies: ${number(policies)}.`]),
  ];
}

export function wholeLines(
  opened: OpenedBulletin | undefined,
  check: WholeCheck | undefined,
  faults: readonly BulletinFault[],
): readonly string[] {
  const verdict = verdictOf(opened, faults);
  const found =
    opened === undefined ? [] : [...logLines(opened), `Bulletin ${opened.bulletin.number} of ${opened.bulletin.at}`];
  const lost = check?.lost ?? [];
  const checked =
    check === undefined
      ? []
      : [
          `Checked: ${number(check.entries)} entries, ${number(check.returns)} signed returns, ${number(check.files)} files.`,
          frontsLine,
          check.totalHolds
            ? 'The total follows from the log, to the byte.'
            : 'The total that was published does not follow from what could be verified here.',
          ...(check.total === undefined ? [] : totalLines(check.total, check.reckoned?.definition)),
          ...laterLines(check),
          ...(check.reckoned === undefined ? [] : unitLines(check.reckoned)),
          ...(lost.length === 0
            ? []
            : [`Entries of which no copy holds: ${number(lost.length)}. The total as it was published:`]),
          ...(lost.length === 0 || check.published === undefined
            ? []
            : totalLines(check.published, check.reckoned?.definition)),
        ];
  return [...found, ...checked, verdictLines[verdict], ...faultLines(faults)];
}
