// The table of the release over every pair of state and step, and the picture drawn from it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextReleaseState, releaseDiagram, releaseStates, releaseSteps, secondOf } from './states.ts';

const expected: Readonly<Record<string, string>> = {
  'none draft': 'drafted',
  'drafted draft': 'drafted',
  'drafted propose': 'proposed',
  'proposed approve': 'approved',
  'proposed refuse': 'drafted',
  'approved draft': 'drafted',
  'approved proposeStart': 'startProposed',
  'startProposed approveStart': 'started',
  'startProposed refuse': 'approved',
  'startProposed hold': 'held',
  'started hold': 'held',
  'held hold': 'held',
  'held proposeResume': 'resumeProposed',
  'held draft': 'drafted',
  'resumeProposed approveResume': 'started',
  'resumeProposed refuse': 'held',
  'resumeProposed hold': 'held',
};

test('every pair of state and step gives what the table says, and nothing else', () => {
  for (const from of releaseStates)
    for (const step of releaseSteps)
      assert.equal(nextReleaseState(from, step), expected[`${from} ${step}`], `${from} ${step}`);
});

test('whatever persons do, it starts only by two approvals and two starts, and goes on after a hold only by two', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...releaseSteps), { maxLength: 60 }), (steps) => {
      let state: (typeof releaseStates)[number] = 'none';
      const done: string[] = [];
      for (const step of steps) {
        const next = nextReleaseState(state, step);
        if (next === undefined) continue;
        done.push(step);
        if (next === 'started' && state !== 'started') {
          const since = done.slice(done.lastIndexOf('draft'));
          assert.ok(since.includes('propose') && since.includes('approve'));
          assert.ok(step === 'approveStart' || step === 'approveResume');
          assert.equal(done.at(-2), secondOf[step]);
        }
        state = next;
      }
    }),
    { numRuns: 2000 },
  );
});

test('from every state in which records flow or might soon, one person can hold', () => {
  for (const from of ['startProposed', 'started', 'held', 'resumeProposed'] as const)
    assert.equal(nextReleaseState(from, 'hold'), 'held');
});

test('docs/release.md shows the picture of the table', () => {
  const page = readFileSync(new URL('../../../docs/release.md', import.meta.url), 'utf8');
  assert.ok(page.includes(`\`\`\`mermaid\n${releaseDiagram()}\n\`\`\``), releaseDiagram());
});
