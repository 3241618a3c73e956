// A thread that checks signatures of returns, from the last line back until it meets the thread that started it.
import { workerData } from 'node:worker_threads';
import { parseSigned } from '../return/parse.ts';
import { signedVerifier } from '../return/verify-node.ts';
import { lineStates, take, type ThreadRequest } from './verify-shared.ts';

const { known, revoked, lines, receivedAt, states } = workerData as ThreadRequest;
const verify = signedVerifier(known, revoked);
for (let i = lines.length - 1; i >= 0 && take(states, i); i--) {
  const read = parseSigned(lines[i]);
  const holds = read.ok && verify(read.value, receivedAt) === undefined;
  Atomics.store(states, i, holds ? lineStates.holds : lineStates.refused);
  Atomics.notify(states, i);
}
