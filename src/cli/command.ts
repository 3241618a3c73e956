// The shape of a command: one file per command under src/cli/commands, listed in main.ts.

export type Command = {
  /** Words after "pollwarden", for example ["detect", "coordination"]. */
  readonly path: readonly string[];
  readonly summary: string;
  /** The full help text, with examples. */
  readonly help: string;
  /** Runs with the words after the path; answers with the exit code (0 done, 1 attention, 2 usage or unreadable). */
  readonly run: (args: readonly string[]) => Promise<number>;
};
