// Stands in for the worker in tests: answers at once, fails on "error", dies on "die".
import type { StreamSpec } from '../streams.ts';

process.on('message', (spec: StreamSpec) => {
  if (spec.kind === 'die') process.exit(3);
  const score = {
    edges: spec.seed,
    trueEdges: 0,
    plantedPairs: 0,
    groups: 0,
    bestMembers: 0,
    bestPlanted: 0,
    planted: 0,
    declaredGroups: 0,
  };
  const record = { key: spec.key, detector: 'test', version: '1', seconds: 0.1, ...score };
  process.send?.(spec.kind === 'error' ? { key: spec.key, error: 'as asked' } : { record });
});
