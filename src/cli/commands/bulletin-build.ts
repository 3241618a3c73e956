// pollwarden bulletin build: the public bulletin as a folder of files, from the election's log.
import { join, resolve } from 'node:path';
import { entryBytes } from '../../bulletin/model/entry-bytes.ts';
import type { BulletinEntry } from '../../bulletin/model/entry.ts';
import { type ElectionLog, openElectionLog } from '../../bulletin/log/election-log.ts';
import { publishLog } from '../../bulletin/log/publish-log.ts';
import { syncLog, type Synced } from '../../bulletin/log/sync.ts';
import { appFiles } from '../../bulletin/site/app-files.ts';
import { buildSite } from '../../bulletin/site/build.ts';
import { headquartersOf, type Papers } from '../../bulletin/site/headquarters.ts';
import { readEntries } from '../../bulletin/site/log-files.ts';
import type { BuiltSite, Shown } from '../../bulletin/site/site-request.ts';
import { zipBulletin } from '../../bulletin/site/zip.ts';
import { demonstrationPrefix } from '../../kernel/demonstration.ts';
import { readMachineClock } from '../../kernel/machine-clock.ts';
import { type Ledger, openLedger } from '../../ledger/ledger.ts';
import { electionOf } from '../../results/store/elections.ts';
import { releaseFolder } from '../../results/store/release-files.ts';
import { appendEntries } from '../../tlog/files/append.ts';
import { nodeCrypto } from '../../tlog/files/crypto.ts';
import { postToWitness } from '../../tlog/files/post.ts';
import type { Round } from '../../tlog/files/round.ts';
import { parseFlags, usageError } from '../args.ts';
import { appFolder, type BuildFlags, buildFlags, languagesOf, mirrorsOf, papersOf } from '../bulletin-flags.ts';
import { roundLines, witnessPatience } from '../bulletin-round.ts';
import type { Command } from '../command.ts';
import { createProgress, type Progress } from '../progress.ts';
import { electionFlag, spaceFolder } from '../results-folder.ts';
import { waitingLines } from '../release-waiting.ts';
import { formatCount } from '../table.ts';

const help = `Usage: pollwarden bulletin build --election ID [--out DIR] [--zip FILE] [--language CODE…] [--mirror ADDRESS…]
                                [--verifier-at TEXT…] [--papers FILE] [--eml-id ID] [--data DIR] [--json]

Brings the log of the election up to what was released, and writes the public bulletin: pages that are
readable without script, data, the log itself. Whoever reads the folder meanwhile finds the bulletin
before, whole, until the new one is. Before the instant of the embargo it says only which units have
reported. Exit 1 where too few witnesses signed (then the bulletin before stands), where the log has a
fault, or where a copy at headquarters is not what its centre signed.

Options:
  --election ID     the election; its log was fixed by bulletin fix
  --out DIR         the folder to publish (default: bulletin/ID in the data folder)
  --zip FILE        the bulletin as one zip too
  --language CODE   of the pages: de, en, es, fr or nl; may be repeated, the first is index.html (default: en)
  --mirror ADDRESS  of another copy, ending in a slash; may be repeated
  --verifier-at TEXT  where readers get a verifier that is not from here; may be repeated
  --papers FILE     CSV "unit,paper" of qr, handwritten or none; else by whether the centre has keys
  --eml-id ID       how EML_NL names the election, such as GR2026_Place, where it was not read from EML_NL
  --data DIR        the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json            for machines

Example:
  pollwarden bulletin build --election demo --out public --language en --language fr --mirror https://mirror.example/demo/`;

type Building = {
  readonly ledger: Ledger;
  readonly space: string;
  readonly election: string;
  readonly flags: BuildFlags;
  readonly papers: Papers;
  readonly progress: Progress;
};

const stepNames: Readonly<Record<string, string>> = {
  check: 'Checking signatures',
  write: 'Writing files',
  log: 'Asking witnesses',
  publish: 'Publishing',
};

/** Takes the bulletin's entry into the log; undefined where too few witnesses signed the checkpoint over it. */
async function appendEntry(ledger: Ledger, log: ElectionLog, entry: BulletinEntry): Promise<Shown | undefined> {
  const { keeper } = log;
  const [{ place }] = appendEntries(keeper.state, keeper.hasher, entryBytes(entry, nodeCrypto.sha256));
  const { published, size, note, witnesses } = await publishLog(ledger, log, postToWitness(witnessPatience));
  const signed = witnesses.flatMap(({ name, result }) => (result === 'signed' ? [name] : []));
  return published ? { entry: place, size, note, witnesses: signed } : undefined;
}

type Outcome = {
  readonly synced: Synced;
  readonly round: Round;
  readonly built: BuiltSite | undefined;
  readonly out: string;
  /** What did not flow, and what it waits for; empty where nothing may flow. */
  readonly waiting: readonly string[];
};

async function build(
  { ledger, space, election, flags, papers, progress }: Building,
  log: ElectionLog,
): Promise<Outcome> {
  const mark = flags.demonstration === true ? { mark: demonstrationPrefix } : {};
  progress.step('Bringing the log up to date');
  const box = { folder: releaseFolder(space, election), ...mark };
  const synced = await syncLog(ledger, log, () => readMachineClock(Date.now), box);
  const out = resolve(flags.out ?? join(space, 'bulletin', election));
  const waiting = synced.gate === undefined ? waitingLines(ledger, election) : [];
  const round = await publishLog(ledger, log, postToWitness(witnessPatience));
  if (!round.published) return { synced, round, built: undefined, out, waiting };
  const built = await buildSite({
    out,
    entries: await readEntries(log.keeper.publicFolder, round.size),
    logFolder: log.keeper.publicFolder,
    headquarters: ({ definition }) => headquartersOf(ledger, definition, { papers, differing: synced.copyDiffers }),
    app: appFiles(appFolder()),
    languages: languagesOf(flags.language),
    mirrors: mirrorsOf(flags.mirror),
    verifiers: flags['verifier-at'] ?? [],
    ...(flags['eml-id'] === undefined ? {} : { emlId: flags['eml-id'] }),
    now: Date.now(),
    append: async (entry) => await appendEntry(ledger, log, entry),
    step: (name, done) => progress.step(stepNames[name] ?? name, done),
  });
  if (flags.zip !== undefined && built.shown)
    zipBulletin(out, flags.zip, Date.now(), (done) => progress.step('Packing the zip', done));
  return { synced, round, built, out, waiting };
}

function attentionOf({ synced, built }: Outcome): readonly string[] {
  if (built === undefined) return ['too few witnesses signed: no bulletin was built'];
  return [
    ...(built.shown ? [] : ['too few witnesses signed: the bulletin before is still shown']),
    ...built.faults.map(
      ({ code, detail, entry }) => `${code}: ${detail}${entry === undefined ? '' : ` (entry ${entry})`}`,
    ),
    ...synced.copyDiffers.map(({ contest, unit, how }) =>
      how === 'missing'
        ? `${contest}, ${unit}: headquarters has no copy of what the log holds`
        : `${contest}, ${unit}: headquarters' copy is not what was signed; the signed figures stand`,
    ),
  ];
}

function print(election: string, outcome: Outcome, json: boolean): void {
  const { synced, round, built, out, waiting } = outcome;
  const attention = attentionOf(outcome);
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ election, out, added: synced.added, gate: synced.gate ?? null, published: round.published, bulletin: built ?? null, attention })}\n`,
    );
    return;
  }
  const { added } = synced;
  const lines = [
    `${formatCount(added.commitments)} commitments, ${formatCount(added.records)} records and ${formatCount(added.returns)} returns went into the log`,
    ...waiting,
    ...roundLines(round),
    ...(built?.shown === true
      ? [
          `Bulletin ${built.number} is shown: ${formatCount(built.files)} files of data, ${formatCount(built.written)} files written`,
          `  ${out}`,
        ]
      : []),
    ...attention.map((text) => `Attention: ${text}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

export const command: Command = {
  path: ['bulletin', 'build'],
  summary: 'Write the public bulletin: pages, data and log as a folder of files',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, buildFlags);
    if (positionals.length > 0) throw usageError(`bulletin build takes no file, and got "${positionals[0]}"`);
    const election = electionFlag(flags, 'bulletin build');
    const space = spaceFolder(flags);
    languagesOf(flags.language);
    mirrorsOf(flags.mirror);
    const papers = papersOf(flags.papers);
    const progress = createProgress(process.stderr, { quiet: flags.json === true });
    const ledger = openLedger(space, Date.now);
    try {
      electionOf(ledger, election);
      const log = await openElectionLog(ledger, space, election);
      try {
        const outcome = await build({ ledger, space, election, flags, papers, progress }, log);
        progress.end();
        print(election, outcome, flags.json === true);
        return attentionOf(outcome).length === 0 ? 0 : 1;
      } finally {
        log.close();
      }
    } finally {
      progress.end();
      ledger.close();
    }
  },
};
