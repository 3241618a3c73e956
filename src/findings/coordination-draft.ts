// From groups of the coordination detector to findings: provisional ones of the stream, calibrated ones of a result.
import { createHash } from 'node:crypto';
import type { Phase } from '../elections/phases.ts';
import type { WatchMatcher } from '../elections/match.ts';
import type { CoordinationResult, Group, SharedObject } from '../detect/coordination/result.ts';
import { techniqueOf } from '../detect/coordination/technique.ts';
import type { ProvisionalGroup } from '../detect/coordination/stream/update.ts';
import { groupClaim, nextSteps, parametersInWords, provisionalClaim, titleOf } from './coordination-texts.ts';
import type { Evidence, EvidenceMember, EvidenceObject } from './evidence.ts';
import { countedMembers, provisionalMembers } from './evidence-members.ts';
import { severityOf } from './severity.ts';
import type { FindingDraft } from './store.ts';

export type DraftContext = {
  readonly detector: string;
  readonly version: string;
  readonly parameters: CoordinationResult['parameters'];
  readonly watch: WatchMatcher;
  /** Phase of the election at a time, milliseconds. */
  readonly phaseAt: (time: number) => Phase | undefined;
};

const millis = (seconds: number): number => Math.round(seconds * 1000);

const objectsOf = (objects: readonly SharedObject[]): readonly EvidenceObject[] =>
  objects.map(({ layer, object, sample, surprise, audience, posts }) => ({
    layer,
    object,
    sample: sample ?? null,
    surprise,
    audience,
    posts: posts.map(({ account, post, time }) => ({ account, post, time: millis(time) })),
  }));

const watchedBy = (objects: readonly EvidenceObject[], watch: WatchMatcher): readonly string[] =>
  [...new Set(objects.flatMap((object) => watch.touches(object)))].sort((a, b) => (a < b ? -1 : 1));

type Parts = Pick<FindingDraft, 'id' | 'standing' | 'qValue' | 'declared' | 'streamKey' | 'technique' | 'layers'> & {
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly evidence: Omit<Evidence, 'severityReasons' | 'nextSteps' | 'form' | 'parameters'>;
};

function draftOf(parts: Parts, { detector, version, parameters, watch, phaseAt }: DraftContext): FindingDraft {
  const { evidence, standing, qValue, declared, layers, lastSeen } = parts;
  const accounts = evidence.members.length;
  const watchlisted = watchedBy(evidence.objects, watch);
  const phase = phaseAt(lastSeen);
  const { severity, reasons } = severityOf({ standing, accounts, qValue, declared, watchlisted, phase });
  return {
    ...parts,
    detector,
    detectorVersion: version,
    title: titleOf(accounts, layers, declared),
    severity,
    phase,
    watchlisted,
    evidence: {
      ...evidence,
      form: 1,
      parameters: parametersInWords(parameters),
      severityReasons: reasons,
      nextSteps: nextSteps(standing, declared, watchlisted),
    },
  };
}

/** The id of a group of a result is a hash of detector version, parameters and evidence already. */
export function draftOfGroup(group: Group, result: CoordinationResult, context: DraftContext): FindingDraft {
  const { calibrated, calibration, scoreCut, claim } = result;
  const objects = objectsOf(group.objects);
  const ofResult: readonly EvidenceMember[] = group.members.map((member) => ({
    ...member,
    firstSeen: millis(member.firstSeen),
    declared: group.declared ?? null,
  }));
  const members = countedMembers(ofResult, objects);
  return draftOf(
    {
      id: `fnd_${group.id}`,
      standing: calibrated ? 'calibrated' : 'notCalibrated',
      qValue: calibrated ? group.qValue : undefined,
      declared: group.declared,
      streamKey: undefined,
      technique: group.technique,
      layers: group.layerMix.map(({ layer }) => layer),
      firstSeen: millis(group.firstSeen),
      lastSeen: millis(group.lastSeen),
      evidence: {
        claim: groupClaim(members.length, claim, calibrated),
        windowSeconds: group.windowSeconds,
        pValue: group.pValue,
        observed: group.observed,
        expected: group.expected,
        nulls: group.nulls,
        decoys: group.decoys,
        lagHistogram: group.lagHistogram,
        counterEvidence: group.counterEvidence,
        calibration: calibration.map(({ score, targets, decoys }) => ({ score, targets, decoys })),
        scoreCut: scoreCut ?? null,
        members,
        edges: group.edges.map(({ accountA, accountB, weight, windowSeconds, qValue, medianLagSeconds, layers }) => ({
          a: accountA,
          b: accountB,
          weight,
          windowSeconds,
          qValue: calibrated ? qValue : null,
          medianLagSeconds,
          layers,
        })),
        objects,
        layerMix: group.layerMix,
      },
    },
    context,
  );
}

/** A provisional group has no id of its own: detector, version, parameters and the stream's name for it make one. */
export function draftOfProvisional(group: ProvisionalGroup, context: DraftContext): FindingDraft {
  const { detector, version, parameters } = context;
  const founded = JSON.stringify([detector, version, parameters, 'provisional', group.key]);
  const objects = objectsOf(group.objects);
  const counts = new Map<string, number>();
  for (const { layer } of objects) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  return draftOf(
    {
      id: `fnd_${createHash('sha256').update(founded).digest('hex').slice(0, 32)}`,
      standing: 'provisional',
      qValue: undefined,
      declared: group.declared,
      streamKey: group.key,
      technique: techniqueOf(group.layers[0] ?? 'object'),
      layers: group.layers,
      firstSeen: millis(group.firstSeen),
      lastSeen: millis(group.lastSeen),
      evidence: {
        claim: provisionalClaim(group.members.length, group.windowSeconds),
        windowSeconds: group.windowSeconds,
        pValue: null,
        observed: null,
        expected: null,
        nulls: [],
        decoys: null,
        lagHistogram: null,
        counterEvidence: ['Provisional: no null was tested yet; habits and shared audiences may explain it.'],
        calibration: [],
        scoreCut: null,
        members: provisionalMembers(group.members, objects, group.declared),
        edges: group.edges.map(({ accountA, accountB, weight, windowSeconds, layer }) => ({
          a: accountA,
          b: accountB,
          weight,
          windowSeconds,
          qValue: null,
          medianLagSeconds: null,
          layers: [layer],
        })),
        objects,
        layerMix: [...counts].map(([layer, n]) => ({ layer, objects: n })),
      },
    },
    context,
  );
}
