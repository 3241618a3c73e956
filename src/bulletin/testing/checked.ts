// For tests: a bulletin in memory checked as a citizen's verifier does, and what it says.
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import type { FingerprintWord } from '../words/words.ts';
import { fingerprintWords } from '../words/words.ts';
import { openBulletin, type OpenedBulletin, type OpenOptions } from '../verify/open.ts';
import { verdictOf, wholeLines, type Verdict } from '../verify/report.ts';
import { checkScripts } from '../verify/scripts.ts';
import { faultList, type Source } from '../verify/source.ts';
import { checkWhole, type WholeCheck } from '../verify/whole.ts';
import type { BulletinFault } from '../model/fault.ts';
import type { TestLog } from './test-log.ts';

export type Seen = {
  readonly opened: OpenedBulletin | undefined;
  readonly check: WholeCheck | undefined;
  readonly faults: readonly BulletinFault[];
  readonly verdict: Verdict;
  /** What the citizen reads. */
  readonly text: string;
};

export const wordsOf = ({ entries }: Pick<TestLog, 'entries'>): readonly FingerprintWord[] =>
  fingerprintWords(nodeCrypto.sha256(entries[0]));

export async function look(sources: readonly Source[], options: OpenOptions = {}): Promise<Seen> {
  const faults = faultList();
  const opened = await openBulletin({ crypto: nodeCrypto, sources, faults }, options);
  const check = opened === undefined ? undefined : await checkWhole(opened, { scripts: checkScripts });
  const all = faults.all();
  const text = wholeLines(opened, check, all).join('\n');
  return { opened, check, faults: all, verdict: verdictOf(opened, all), text };
}
