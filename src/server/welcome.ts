// What a start prints on standard output: where the console is, and the one-time link while nobody has set it up.
import { setupToken } from '../accounts/setup.ts';
import type { Config } from './config/config.ts';
import type { ServedSpace } from './served.ts';

export type Address = { readonly space: string; readonly url: string; readonly setup?: string };

/** `setup` is a link that works once; its token stands behind #, so that no log of requests ever holds it. */
export function welcome(config: Config, addresses: readonly Address[], json: boolean): string {
  if (json) return `${JSON.stringify({ url: config.publicUrl, profile: config.profile, spaces: addresses })}\n`;
  const lines = addresses.flatMap(({ space, url, setup }) => [
    ...(space === 'real'
      ? [`Pollwarden (${config.profile}) is running: ${url}`]
      : [`Demonstration, generated data: ${url}`]),
    ...(setup === undefined
      ? []
      : ['  Nobody has set it up yet. This link works once, for the administrator:', `  ${setup}`]),
  ]);
  return `${[...lines, 'Stop with Ctrl-C.'].join('\n')}\n`;
}

/** Makes the one-time link of a space that nobody has set up; the demonstration is never set up by a person. */
export function addressOf({ space }: ServedSpace): Address {
  const url = `${space.config.publicUrl}${space.prefix}/`;
  const token = space.name === 'real' ? setupToken(space.ledger) : undefined;
  return { space: space.name, url, ...(token === undefined ? {} : { setup: `${url}set-up#${token}` }) };
}
