// pollwarden detect coordination: from posts to calibrated, explained findings of coordination.
import { parseFlags } from '../args.ts';
import type { Command } from '../command.ts';
import { help } from './detect-coordination/help.ts';
import { flagSpec, nativeRequest } from './detect-coordination/request.ts';

export const command: Command = {
  path: ['detect', 'coordination'],
  summary: 'Find coordinated groups in posts, with their evidence and error rate',
  help,
  run: async (args) => {
    const { flags, positionals } = parseFlags(args, flagSpec);
    if (flags.compat !== undefined) {
      const { runCompat } = await import('./detect-coordination/compat.ts');
      return await runCompat(flags, positionals);
    }
    const request = nativeRequest(flags, positionals);
    const { runNative } = await import('./detect-coordination/native.ts');
    return await runNative(request);
  },
};
