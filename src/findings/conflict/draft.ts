// The finding of a conflict: what was seen, what speaks against it, what a person could do. Never calibrated, names no cause.
import { createHash } from 'node:crypto';
import type { Phase } from '../../elections/phases.ts';
import type { Evidence } from '../evidence.ts';
import type { Severity } from '../finding.ts';
import type { FindingDraft } from '../store.ts';
import {
  type ConflictEnd,
  conflictDetector,
  conflictParameters,
  conflictVersion,
  type ReturnsConflict,
} from './conflict.ts';

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Changes when the conflict is another: other returns, or another look of it. */
export const conflictKey = (heads: string, kind: string): string => sha256([heads, kind]);

/** Of detector version, parameters and the founding evidence; `episode` counts conflicts of the very same returns. */
export const conflictId = ({ election, contest, unit, heads }: ReturnsConflict, episode: number): string =>
  `fnd_${sha256([conflictDetector, conflictVersion, conflictParameters, election, contest, unit, heads, episode]).slice(0, 32)}`;

const exchanged = new Set(['swappedLists', 'swappedStations', 'wrongUnit', 'shiftedRows', 'missingGroup']);

/** One documented rule over what was measured (docs/reconciliation.md). */
export function conflictSeverity({ votesDiffering, votes, kind }: ReturnsConflict): {
  readonly severity: Severity;
  readonly reasons: readonly string[];
} {
  const { slightVotes, severeShare } = conflictParameters;
  const differ = votesDiffering === 1 ? '1 vote differs' : `${votesDiffering} votes differ`;
  if (votesDiffering === 0 && !exchanged.has(kind))
    return { severity: 'notice', reasons: ['The votes for options agree; other figures differ'] };
  if (votesDiffering > slightVotes && votesDiffering >= votes * severeShare)
    return { severity: 'severe', reasons: [`${differ}, a tenth or more of the ${votes} of the unit`] };
  if (votesDiffering <= slightVotes && !exchanged.has(kind))
    return { severity: 'notice', reasons: [`${differ}, no more than hand counts of one pile differ every day`] };
  return { severity: 'warning', reasons: [differ] };
}

const claimOf = ({ unit, unitName, contestName, electionName, channels, sentence }: ReturnsConflict): string =>
  `Counting, returns of unit ${unit} (${unitName}) in ${contestName}, ${electionName}: ` +
  `${[...new Set(channels.map(({ channel }) => channel))].join(' and ')} do not say the same. ${sentence} ` +
  'Not calibrated: it is a comparison of two papers, without a probability. It says what figures resemble, not why they differ.';

function against({ kind, votesDiffering, checks, channels }: ReturnsConflict): readonly string[] {
  const broken = new Set(checks.map(({ hash }) => hash));
  const said: string[] = [];
  if (votesDiffering <= conflictParameters.slightVotes)
    said.push('Differences of one or two votes are ordinary between a hand count and a machine.');
  if (['transposedDigits', 'digitChanged', 'swappedLists', 'shiftedRows'].includes(kind))
    said.push('It looks like a slip of reading or typing, of which most entries at night have some.');
  if (kind === 'swappedStations' || kind === 'wrongUnit')
    said.push('Sheets of neighbouring units are exchanged by hand now and then; the sum of both may be right.');
  if (kind === 'missingGroup') said.push('A part that one side leaves out as nought may have been read elsewhere.');
  const [one] = channels.filter(({ hash }) => broken.has(hash));
  if (one !== undefined && broken.size < channels.length)
    said.push(
      `The return over ${one.channel} breaks ${checks.length === 1 ? 'a check' : 'checks'} of its own arithmetic.`,
    );
  return [...said, 'Which side is right is on the paper, and nowhere else.'];
}

const nextSteps: readonly string[] = [
  'Open the page of the unit: both channels stand side by side there, with all that arrived.',
  'Have the paper looked at: the centre reads the figures that differ, and the public code of its return, from the printed protocol.',
  'Where a return is wrong, its centre signs a corrigendum with a reason. Nothing is edited.',
  'Otherwise a person decides which return holds, with a ground that stays on record.',
  'Certification waits for it. Nothing is published, and nobody is told, by this finding alone.',
];

const endOf = ({ state, by, ground }: ConflictEnd): string =>
  `Settled: the unit is ${state}${by === '' ? '' : ` (${by})`}${ground === '' ? '' : `: ${ground}`}`;

function evidenceOf(conflict: ReturnsConflict, reasons: readonly string[], end: ConflictEnd | undefined): Evidence {
  const { election, contest, unit, heads, kind, channels, figures, checks } = conflict;
  return {
    form: 1,
    claim: claimOf(conflict),
    severityReasons: reasons,
    parameters: [
      {
        name: 'slightVotes',
        value: String(conflictParameters.slightVotes),
        meaning: 'Votes differing up to which it is a notice',
      },
      {
        name: 'severeShare',
        value: String(conflictParameters.severeShare),
        meaning: 'Share of the votes of the unit from which it is severe',
      },
    ],
    windowSeconds: 0,
    pValue: null,
    observed: null,
    expected: null,
    nulls: [],
    decoys: null,
    lagHistogram: null,
    counterEvidence: [...(end === undefined ? [] : [endOf(end)]), ...against(conflict)],
    calibration: [],
    scoreCut: null,
    members: [],
    edges: [],
    objects: [],
    layerMix: [],
    nextSteps,
    returns: { election, contest, unit, heads, kind, channels, figures, checks },
  };
}

/** `phase`: of the election calendar; the tally where it does not say. `end`: how it was settled. */
export function draftOfConflict(
  conflict: ReturnsConflict,
  context: { readonly id: string; readonly phase: Phase | undefined; readonly end?: ConflictEnd },
): FindingDraft {
  const { severity, reasons } = conflictSeverity(conflict);
  return {
    id: context.id,
    detector: conflictDetector,
    detectorVersion: conflictVersion,
    // Titles go out by mail and webhook: they tell no figure of the count.
    title: `Returns of ${conflict.unit} ${conflict.unitName} differ in ${conflict.contestName}`.slice(0, 300),
    standing: 'notCalibrated',
    severity,
    phase: context.phase ?? 'tally',
    qValue: undefined,
    layers: [],
    declared: undefined,
    technique: { id: '', name: '' },
    firstSeen: conflict.firstAt,
    lastSeen: conflict.lastAt,
    watchlisted: [],
    streamKey: conflictKey(conflict.heads, conflict.kind),
    evidence: evidenceOf(conflict, reasons, context.end),
  };
}
