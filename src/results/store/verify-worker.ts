// A thread that checks signatures of returns, from the first line on until it meets the thread that started it.
import { parentPort, workerData } from 'node:worker_threads';
import { parseSigned } from '../return/parse.ts';
import { signedVerifier } from '../return/verify-node.ts';
import { take, type ThreadAnswer, type ThreadRequest } from './verify-shared.ts';

const { known, revoked, lines, receivedAt, taken } = workerData as ThreadRequest;
const verify = signedVerifier(known, revoked);
const answer: ThreadAnswer[number][] = [];
for (let i = 0; i < lines.length && take(taken, i); i++) {
  const read = parseSigned(lines[i]);
  answer.push(read.ok ? (verify(read.value, receivedAt) ?? null) : read.refusal);
}
parentPort?.postMessage(answer);
