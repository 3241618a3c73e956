// The end of a long-running command: the first signal asks it to stop, the second ends it at once.
type SignalLog = { readonly error: (fields: Readonly<Record<string, unknown>>, message: string) => void };

export type UntilSignal = {
  readonly first: Promise<void>;
  /** Of the signal that came; empty before. */
  readonly name: () => string;
};

/** A stop takes at most so long. */
const stopMilliseconds = 10_000;
const numbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** Call before what is to be stopped begins, so that a signal during its start counts. */
export function untilSignal(log: SignalLog): UntilSignal {
  let came = '';
  let resolve: () => void = () => {};
  const first = new Promise<void>((done) => {
    resolve = done;
  });
  for (const [name, number] of Object.entries(numbers)) {
    process.on(name, () => {
      if (came !== '') process.exit(128 + number);
      came = name;
      // What was acknowledged is on the disk already; this only bounds the wait for what hangs.
      setTimeout(() => {
        log.error({ seconds: stopMilliseconds / 1000 }, 'the stop took too long and is cut short');
        process.exit(1);
      }, stopMilliseconds).unref();
      resolve();
    });
  }
  reportDefects(log);
  return { first, name: () => came };
}

/** A server's defects go to its log, as one line; its readers of standard output may leave without ending it. */
function reportDefects(log: SignalLog): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners('error');
    stream.on('error', () => {});
  }
  process.prependListener('uncaughtException', (error) => {
    log.error(
      { stack: error instanceof Error ? error.stack : String(error) },
      'a defect in Pollwarden ended the server',
    );
    process.exit(70);
  });
}
