// A thread that builds one bulletin and answers once. It reads the ledger, and writes to log and bulletin only.
import { parentPort, workerData } from 'node:worker_threads';
import { entryBytes } from '../../../bulletin/model/entry-bytes.ts';
import type { BulletinEntry } from '../../../bulletin/model/entry.ts';
import { helpedRound } from '../../../bulletin/log/helped-round.ts';
import { appFiles } from '../../../bulletin/site/app-files.ts';
import { buildSite } from '../../../bulletin/site/build.ts';
import { headquartersOf } from '../../../bulletin/site/headquarters.ts';
import { readEntries } from '../../../bulletin/site/log-files.ts';
import type { Shown } from '../../../bulletin/site/site-request.ts';
import { PollwardenError } from '../../../kernel/errors.ts';
import { readLedger } from '../../../ledger/ledger.ts';
import { toBase64 } from '../../../tlog/base64.ts';
import { checkpointOfText } from '../../../tlog/checkpoint.ts';
import { appendEntries } from '../../../tlog/files/append.ts';
import { nodeCrypto } from '../../../tlog/files/crypto.ts';
import { type Keeper, openKeeper } from '../../../tlog/files/keeper.ts';
import { parseNote } from '../../../tlog/note.ts';
import type { BuildAnswer, BuildTask, ShownHead } from './build-thread.ts';
import { noWayOut, witnessPatience } from './no-way-out.ts';

const task = workerData as BuildTask;

type Appended = { shown: Shown | undefined; head: ShownHead | undefined };

async function append(keeper: Keeper, entry: BulletinEntry): Promise<Appended> {
  const [{ place }] = appendEntries(keeper.state, keeper.hasher, entryBytes(entry, nodeCrypto.sha256));
  const made = await helpedRound(keeper, noWayOut, { milliseconds: witnessPatience });
  if (!made.ok) throw new PollwardenError('LOG_DAMAGED', `${made.fault.code}: ${made.fault.detail}`);
  const { published, size, note, witnesses } = made.value;
  if (!published) return { shown: undefined, head: undefined };
  const parsed = parseNote(Buffer.from(note));
  const checkpoint = parsed.ok ? checkpointOfText(parsed.value.text) : parsed;
  if (!checkpoint.ok) throw new PollwardenError('LOG_DAMAGED', checkpoint.fault.detail);
  const signed = witnesses.flatMap(({ name, result }) => (result === 'signed' ? [name] : []));
  return {
    shown: { entry: place, size, note, witnesses: signed },
    head: { size, root: toBase64(checkpoint.value.root), witnesses: signed.length },
  };
}

async function build(): Promise<BuildAnswer> {
  const { folder, logFolder, out, app, size, copyDiffers, now } = task;
  const ledger = readLedger(folder, () => now);
  const keeper = openKeeper(logFolder);
  let appended: Appended = { shown: undefined, head: undefined };
  try {
    const built = await buildSite({
      out,
      entries: await readEntries(keeper.publicFolder, size),
      logFolder: keeper.publicFolder,
      headquarters: ({ definition }) =>
        headquartersOf(ledger, definition, { papers: new Map(), differing: copyDiffers }),
      app: appFiles(app),
      languages: ['en'],
      mirrors: [],
      verifiers: [],
      now,
      append: async (entry) => {
        appended = await append(keeper, entry);
        return appended.shown;
      },
    });
    return { built, head: appended.head };
  } finally {
    keeper.close();
    ledger.close();
  }
}

try {
  parentPort?.postMessage(await build());
} catch (error) {
  const known = error instanceof PollwardenError;
  const detail = known ? error.detail : error instanceof Error ? error.message : String(error);
  parentPort?.postMessage({ code: known ? error.code : undefined, detail } satisfies BuildAnswer);
}
