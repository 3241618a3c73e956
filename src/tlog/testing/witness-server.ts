// A witness for tests, on loopback: signs what follows from what it saw, as C2SP tlog-witness has it.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromBase64 } from '../base64.ts';
import { checkpointOfText } from '../checkpoint.ts';
import { nodeCrypto } from '../files/crypto.ts';
import { treeHasher } from '../hash.ts';
import { cosignedMessage, keyOf, type VerifierKey, vkeyText } from '../keys.ts';
import { consistent, type TreeHead } from '../merkle.ts';
import { parseNote, signatureLine } from '../note.ts';

export type TestWitness = {
  readonly key: VerifierKey;
  readonly url: string;
  /** The line of a policy. */
  readonly line: string;
  /** What it signed last, by origin; a test may change it. */
  readonly seen: Map<string, TreeHead>;
  /** How many requests came. */
  readonly requests: () => number;
  readonly close: () => Promise<void>;
};

/** Answers in place of the witness where it gives something; `text` is the text of the checkpoint. */
export type Misbehaviour = (
  response: ServerResponse,
  asked: { readonly text: string; readonly old: number; readonly cosign: (text: string) => string },
) => boolean;

export type WitnessPair = { readonly name: string; readonly privateKey: KeyObject; readonly raw: Uint8Array };

export function witnessPair(name: string): WitnessPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { name, privateKey, raw: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url') };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function asked(body: string) {
  const split = body.indexOf('\n\n');
  const [first, ...proof] = body.slice(0, split).split('\n');
  const note = parseNote(Buffer.from(body.slice(split + 2)));
  const checkpoint = note.ok ? checkpointOfText(note.value.text) : note;
  if (!note.ok || !checkpoint.ok) return undefined;
  return {
    old: Number(first.slice('old '.length)),
    proof: proof.map((line) => fromBase64(line) ?? new Uint8Array(0)),
    text: note.value.text,
    head: checkpoint.value,
  };
}

/** `time`: seconds since 1970 that it signs. */
export async function startWitness(
  { name, privateKey, raw }: WitnessPair,
  { misbehave, known, time = 1_780_000_000 }: { misbehave?: Misbehaviour; known?: string; time?: number } = {},
): Promise<TestWitness> {
  const hasher = treeHasher(nodeCrypto.sha256);
  const key = keyOf(nodeCrypto.sha256, name, 'cosignature', raw);
  const seen = new Map<string, TreeHead>();
  const cosign = (text: string): string => {
    const signature = sign(null, cosignedMessage(key, text, time) ?? Buffer.alloc(0), privateKey);
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(BigInt(time));
    return signatureLine({ name, keyId: key.keyId, signature: Buffer.concat([stamp, signature]) });
  };
  const answer = (response: ServerResponse, status: number, body: string): void => {
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
  };
  let requests = 0;
  const answerTo = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests++;
    const question = asked(await bodyOf(request));
    if (request.url !== '/add-checkpoint' || question === undefined) return answer(response, 400, 'malformed\n');
    const { old, proof, text, head } = question;
    if (misbehave?.(response, { text, old, cosign }) === true) return;
    if (known !== undefined && known !== head.origin) return answer(response, 404, 'unknown origin\n');
    const last = seen.get(head.origin) ?? { size: 0, root: hasher.empty };
    if (old > head.size) return answer(response, 400, 'old is more than the checkpoint\n');
    if (old !== last.size) return answer(response, 409, `${last.size}\n`);
    if (!consistent(hasher, last, head, proof)) return answer(response, 422, 'inconsistent\n');
    seen.set(head.origin, { size: head.size, root: head.root });
    answer(response, 200, cosign(text));
  };
  const server = createServer((request, response) => {
    void answerTo(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    key,
    url,
    line: `witness ${name} ${vkeyText(key)} ${url}\n`,
    seen,
    requests: () => requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
