// Findings as the routes answer them: what is not there is null.
import { personNames } from '../../../accounts/people.ts';
import { type Network, shownMembers, timelineOf } from '../../../findings/detail.ts';
import type { EvidenceReturns } from '../../../findings/evidence.ts';
import type { Finding } from '../../../findings/finding.ts';
import { evidenceOf, historyOf, revisionsOf } from '../../../findings/read.ts';
import { nextStates } from '../../../findings/states.ts';
import type { Space } from '../../space.ts';
import type { FindingDetail, FindingItem, FindingNetwork } from './schemas.ts';

export const findingItem = (finding: Finding): FindingItem => ({
  ...finding,
  phase: finding.phase ?? null,
  qValue: finding.qValue ?? null,
  declared: finding.declared ?? null,
  assignedTo: finding.assignedTo ?? null,
});

const returnsView = (returns: EvidenceReturns | undefined): FindingDetail['returns'] =>
  returns === undefined
    ? null
    : {
        ...returns,
        channels: [...returns.channels],
        figures: returns.figures.map((figure) => ({ ...figure, values: { ...figure.values } })),
        checks: [...returns.checks],
      };

/** NOT_FOUND. */
export function findingDetail({ ledger, name }: Space, id: string): FindingDetail {
  const { finding, evidence } = evidenceOf(ledger, id);
  const history = historyOf(ledger, id);
  const people = history.flatMap(({ kind, by, from, to }) => (kind === 'assignment' ? [by, from, to] : [by]));
  const known = [...people, finding.assignedTo ?? null].filter((person) => person !== null);
  const { edges: _edges, objects: _objects, form: _form, members: _members, ...shown } = evidence;
  return {
    ...findingItem(finding),
    demonstration: name === 'demonstration',
    ...shown,
    severityReasons: [...shown.severityReasons],
    parameters: [...shown.parameters],
    nulls: [...shown.nulls],
    lagHistogram:
      shown.lagHistogram === null
        ? null
        : { edges: [...shown.lagHistogram.edges], counts: [...shown.lagHistogram.counts] },
    counterEvidence: [...shown.counterEvidence],
    calibration: [...shown.calibration],
    members: [...shownMembers(evidence)],
    layerMix: [...shown.layerMix],
    timeline: { ...timelineOf(evidence), counts: [...timelineOf(evidence).counts] },
    nextSteps: [...shown.nextSteps],
    returns: returnsView(shown.returns),
    nextStates: [...nextStates[finding.state]],
    names: Object.fromEntries(personNames(ledger, known)),
    history: [...history],
    revisions: [...revisionsOf(ledger, id)],
  };
}

export const networkAnswer = ({ nodes, edges, allNodes, allEdges }: Network): FindingNetwork => ({
  nodes: nodes.map(({ account, sharesInGroup, firsts, medianLagSeconds, declared }) => ({
    account,
    shares: sharesInGroup,
    firsts,
    medianLagSeconds,
    ...(declared === null ? {} : { declared }),
  })),
  edges: edges.map(({ a, b, weight, windowSeconds, layers }) => ({ a, b, weight, windowSeconds, layers: [...layers] })),
  allNodes,
  allEdges,
});
