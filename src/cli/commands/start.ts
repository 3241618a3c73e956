// pollwarden start: the server with its console, until a signal ends it.
import { PollwardenError } from '../../kernel/errors.ts';
import type { Config } from '../../server/config/config.ts';
import type { Running } from '../../server/serve.ts';
import type { Log } from '../../server/space.ts';
import { dataFolder, parseFlags, usageError } from '../args.ts';
import type { Command } from '../command.ts';
import { untilSignal } from '../signals.ts';

const help = `Usage: pollwarden start [--profile P] [--data DIR] [--port N] [--host H] [--config FILE]
                        [--no-demo] [--insecure-http] [--log-level L] [--json]

Starts the server and its console, and runs until Ctrl-C. Where nobody has set it up yet, it prints a one-time
link for the administrator. Every setting can also stand in a file or in the environment: docs/configuration.md.

Profiles: what one leaves out is not loaded.
  demo       everything, with a demonstration space of generated data beside your own (default)
  guard      watches over an authority's systems; has no source of posts
  csirt      works with findings; may follow posts where the law permits
  platform   runs the detectors on a platform's own traffic
  results    takes returns in, reconciles and tallies; listens on this machine only, and has no posts and no mail

Options:
  --profile P       guard, csirt, platform, results or demo
  --data DIR        data folder (else the variable POLLWARDEN_DATA, else ./pollwarden-data)
  --port N          port (default 4610); 0 takes any that is free
  --host H          address to listen on (default 127.0.0.1)
  --config FILE     settings (else the variable POLLWARDEN_CONFIG, else pollwarden.json in the data folder)
  --no-demo         in the profile demo: without the demonstration space
  --insecure-http   lets other machines in without https; passwords can be read on the way
  --log-level L     debug, info, warn, error or silent
  --json            print the address as JSON

Examples:
  pollwarden start
  pollwarden start --profile csirt --data /var/lib/pollwarden
  pollwarden start --port 0 --json`;

export const command: Command = {
  path: ['start'],
  summary: 'Start the server and its console',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, {
      profile: 'text',
      data: 'text',
      port: 'text',
      host: 'text',
      config: 'text',
      'no-demo': 'switch',
      'insecure-http': 'switch',
      'log-level': 'text',
      json: 'switch',
    });
    if (positionals.length > 0) throw usageError(`start takes no file, and got "${positionals[0]}"`);
    const config = await readConfig(flags);
    return await run(config, flags.json === true);
  },
};

/** EX_TEMPFAIL of sysexits.h: a supervisor is to try again. */
const restartFailed = 75;
/** A ledger whose form is older takes its time. */
const restartMilliseconds = 300_000;

type Flags = Readonly<Record<string, string | boolean | undefined>>;

const settingOfFlag = {
  profile: 'profile',
  port: 'port',
  host: 'host',
  'log-level': 'logLevel',
} as const;

async function readConfig(flags: Flags): Promise<Config> {
  const { loadConfig } = await import('../../server/config/load.ts');
  const { flagSettings } = await import('../../server/config/sources.ts');
  const { freePort } = await import('../../server/listen.ts');
  const given = Object.entries(settingOfFlag).flatMap(([flag, name]) =>
    typeof flags[flag] === 'string' ? [{ name, flag: `--${flag}`, text: flags[flag] }] : [],
  );
  const settings = {
    ...flagSettings(given),
    ...(flags['no-demo'] === true && { demonstration: false }),
    ...(flags['insecure-http'] === true && { insecureHttp: true }),
  };
  const fromEnvironment = process.env.POLLWARDEN_CONFIG;
  const request = {
    dataFolder: dataFolder(flags.data as string | undefined),
    file: (flags.config as string | undefined) ?? (fromEnvironment === '' ? undefined : fromEnvironment),
    environment: process.env,
    flags: settings,
  };
  const config = loadConfig(request);
  if (config.port !== 0) return config;
  return loadConfig({ ...request, flags: { ...settings, port: await freePort(config.host) } });
}

async function run(config: Config, json: boolean): Promise<number> {
  const { serve } = await import('../../server/serve.ts');
  const { createLog } = await import('../../server/log.ts');
  const { setRestart } = await import('../../server/restart.ts');
  const { addressOf, welcome } = await import('../../server/welcome.ts');
  const log = createLog(config.logLevel, Date.now, (line) => process.stderr.write(line));
  const signal = untilSignal(log);
  const givenUp = (): boolean => signal.name() !== '';
  const begin = async (): Promise<Running | undefined> => {
    try {
      return await serve({ config, log, now: Date.now, givenUp });
    } catch (error) {
      if (givenUp() && error instanceof PollwardenError && error.code === 'STOPPED') return undefined;
      throw error;
    }
  };
  let running = await begin();
  if (running !== undefined) process.stdout.write(welcome(config, running.spaces.map(addressOf), json));
  const ended = signal.first.then(() => 'signal' as const);
  while (running !== undefined) {
    const asked = new Promise<'restart'>((resolve) => setRestart(() => resolve('restart')));
    const why = await Promise.race([ended, asked]);
    log.info({ signal: signal.name(), why }, 'stopping');
    if (why === 'signal') {
      await running.stop();
      break;
    }
    running = await startAgain(running, begin, log);
    log.info({}, running === undefined ? 'not started again: a signal came' : 'started again');
  }
  log.info({}, 'stopped');
  return 0;
}

/** Where it fails or hangs the process ends: what is left of the former server would keep it from being started anew. */
async function startAgain(
  running: Running,
  begin: () => Promise<Running | undefined>,
  log: Log,
): Promise<Running | undefined> {
  const end = (problem: string): never => {
    log.error({ problem }, 'the server could not be started again, and ends for its supervisor to start it');
    process.exit(restartFailed);
  };
  const late = setTimeout(() => end(`it took more than ${restartMilliseconds / 1000} seconds`), restartMilliseconds);
  try {
    await running.stop();
    return await begin();
  } catch (error) {
    return end(String(error));
  } finally {
    clearTimeout(late);
  }
}
