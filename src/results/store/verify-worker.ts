// A thread that checks signatures of returns and answers once.
import { parentPort, workerData } from 'node:worker_threads';
import { parseSigned } from '../return/parse.ts';
import { signedVerifier } from '../return/verify-node.ts';
import type { ThreadAnswer, ThreadRequest } from './import-signed.ts';

const { known, revoked, lines, receivedAt } = workerData as ThreadRequest;
const verify = signedVerifier(known, revoked);
const answer: ThreadAnswer = lines.map((bytes) => {
  const read = parseSigned(bytes);
  return read.ok ? (verify(read.value, receivedAt) ?? null) : read.refusal;
});
parentPort?.postMessage(answer);
