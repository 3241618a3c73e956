// Erasure in the lake reaches the evidence of findings: the lake calls this before it answers.
import { eraseFromFindings } from '../../../findings/erase.ts';
import type { Space } from '../../space.ts';
import { eraseFromFindings as whenErased } from '../lake/erase.ts';

const actor = { kind: 'system', id: 'erasure' } as const;

export function eraseEvidenceToo(space: Space): void {
  whenErased(space, async (erasure) => {
    const { findings } = await eraseFromFindings(space.ledger, erasure, actor);
    for (const id of findings) space.hub.publish({ topic: 'findings', change: 'changed', id });
    return findings.length;
  });
}
