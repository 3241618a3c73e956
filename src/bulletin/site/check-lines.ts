// Whether two holders of its centre signed a return, under the definition that it names. Runs in the threads.
import type { Definition, Digest } from '../../elections/definition/definition.ts';
import { parseSigned } from '../../results/return/parse.ts';
import { signedVerifier, type VerifySigned } from '../../results/return/verify-node.ts';

/** Keys that were revoked later are headquarters' to judge when a return comes: the log tells of none. */
const revoked: ReadonlyMap<string, number> = new Map();

export function lineChecker(definitions: ReadonlyMap<Digest, Definition>): (line: Uint8Array) => boolean {
  const verifiers = new Map<Digest, VerifySigned>();
  return (line) => {
    const read = parseSigned(line);
    if (!read.ok) return false;
    const { definition: digest } = read.value.return;
    const definition = definitions.get(digest);
    if (definition === undefined) return false;
    let verify = verifiers.get(digest);
    if (verify === undefined)
      verifiers.set(digest, (verify = signedVerifier({ definition, hashes: new Set([digest]) }, revoked)));
    return verify(read.value, 0) === undefined;
  };
}
