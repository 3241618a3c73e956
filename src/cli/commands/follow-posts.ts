// pollwarden follow posts: posts as they come, into the lake and through the detection, without a server.
import { connectorOf } from '../../ingest/follow/connect.ts';
import type { FollowTarget } from '../../ingest/follow/connector.ts';
import { publicJetstreams } from '../../ingest/follow/jetstream.ts';
import { choiceFlag, dataFolder, numberFlag, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { readPurpose } from '../purpose-file.ts';
import { runFollow } from './follow-posts/run.ts';

const help = `Usage: pollwarden follow posts --from SOURCE --purpose P [--data DIR] [--json]

Follows a stream of posts under a purpose record, stores them in the lake as ingest posts does, and detects
coordination as it goes. Each new or changed finding is one line on stdout; provisional until its pane
closes. Ctrl-C ends it after the batch at hand, at its next start it goes on where it was: what was stored
is not stored twice, what could not be had is said. It ends by itself on the last day of the purpose.

Sources:
  jetstream     Bluesky's Jetstream, posts and reposts (--url for a server other than the public ones)
  mastodon      one server's public stream (--url; a token from POLLWARDEN_TOKEN_MASTODON, where it asks for one)
  stdin         one JSON object per line
  http          POST /posts with one JSON object per line, on 127.0.0.1 (--port); 429 when too much waits
  tail:FILE     a file of JSON lines that grows, through rotation and truncation

Posts outside the scope of the purpose (domains, URLs, hashtags, words) are dropped before anything of
them is stored, and counted.

Options:
  --from SOURCE     as above
  --purpose P       the purpose record; ingest posts --example-purpose prints one
  --url U           address of the server; for jetstream several, separated by commas
  --stream S        mastodon: public (default), public:local or public:remote
  --port N          http: the port (default 4611)
  --for DURATION    ends after 30s, 15m, 8h or 2d
  --private         allows addresses of this machine and of private networks
  --no-detect       stores only
  --data DIR        the data folder (default: POLLWARDEN_DATA, else ./pollwarden-data)
  --json            one JSON object per finding, and a last one with the numbers

Exit code 1 when there were findings, rejected records or gaps; 2 when the source cannot be followed.

Examples:
  pollwarden follow posts --from jetstream --purpose purpose.json
  pollwarden follow posts --from tail:/var/log/posts.jsonl --purpose purpose.json --for 8h
  tail -f posts.jsonl | pollwarden follow posts --from stdin --purpose purpose.json`;

const kinds = ['jetstream', 'mastodon', 'stdin', 'http'] as const;
const defaultPort = 4611;

type Given = { readonly url?: string | undefined; readonly stream?: string | undefined };

function targetOf(from: string, { url, stream }: Given): FollowTarget {
  if (from.startsWith('tail:')) {
    if (from.length === 5) throw usageError('tail: needs a file, such as tail:posts.jsonl');
    return { kind: 'tail', file: from.slice(5) };
  }
  const kind = kinds.find((one) => one === from);
  if (kind === undefined) throw usageError(`--from takes ${kinds.join(', ')} or tail:FILE, not "${from}"`);
  if (kind === 'stdin' || kind === 'http') return { kind };
  if (kind === 'jetstream') {
    return { kind, urls: url === undefined ? publicJetstreams : url.split(',').map((one) => one.trim()) };
  }
  if (url === undefined) throw usageError('mastodon needs --url, the address of the server');
  const token = process.env.POLLWARDEN_TOKEN_MASTODON;
  return {
    kind,
    url,
    stream: choiceFlag('--stream', stream ?? 'public', ['public', 'public:local', 'public:remote']),
    ...(token === undefined || token === '' ? {} : { token }),
  };
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Milliseconds of "15m". */
function durationOf(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  if (match === null || Number(match[1]) === 0) throw usageError(`--for takes 30s, 15m, 8h or 2d, not "${text}"`);
  return Number(match[1]) * unitSeconds[match[2]] * 1000;
}

export const command: Command = {
  path: ['follow', 'posts'],
  summary: 'Follow a stream of posts into the lake, detecting as it goes',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      from: 'text',
      purpose: 'text',
      url: 'text',
      stream: 'text',
      port: 'text',
      for: 'text',
      private: 'switch',
      'no-detect': 'switch',
      data: 'text',
      json: 'switch',
    });
    if (positionals.length > 0) throw usageError(`follow posts takes no file, and got "${positionals[0]}"`);
    if (flags.from === undefined) throw usageError('give --from jetstream, mastodon, stdin, http or tail:FILE');
    const target = targetOf(flags.from, flags);
    if (flags.url !== undefined && target.kind !== 'jetstream' && target.kind !== 'mastodon') {
      throw usageError(`--url is for jetstream and mastodon, not for ${target.kind}`);
    }
    connectorOf(target, process.stdin);
    const port = numberFlag('--port', flags.port ?? String(defaultPort), { integer: true, least: 0, most: 65_535 });
    const { purpose } = readPurpose(flags.purpose);
    return await runFollow({
      target,
      purpose,
      dataFolder: dataFolder(flags.data),
      port,
      milliseconds: flags.for === undefined ? undefined : durationOf(flags.for),
      allowPrivateAddresses: flags.private === true,
      detect: flags['no-detect'] !== true,
      json: flags.json === true,
    });
  },
};
