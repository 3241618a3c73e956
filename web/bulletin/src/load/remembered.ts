// The newest state of the log that this device was shown, and where copies of the bulletin are.
import { parseJson } from '../../../../src/kernel/parse-json.ts';
import type { OpenedBulletin } from '../../../../src/bulletin/verify/open.ts';
import type { Remembered } from '../model.ts';
import { keep, kept } from './kept.ts';

export type RememberedNote = { readonly note: string; readonly at: string };

const mostMirrors = 8;

/** By address: under file:// each folder has its own, since one device may hold bulletins of several elections. */
const nameOf = (what: string, { href }: URL): string => `${what} ${href}`;

export function rememberedNote(root: URL): RememberedNote | undefined {
  const value = parseJson(kept(nameOf('state', root)) ?? '');
  return typeof value === 'object' &&
    value !== null &&
    'note' in value &&
    'at' in value &&
    typeof value.note === 'string' &&
    typeof value.at === 'string'
    ? { note: value.note, at: value.at }
    : undefined;
}

/** A state that does not go on from the one before never takes its place. */
export function rememberState(
  root: URL,
  { compared, head, pointer }: OpenedBulletin,
  before: RememberedNote | undefined,
): Remembered {
  const { remembered } = compared;
  if (before !== undefined && (remembered === 'rolledBack' || remembered === 'split' || remembered === 'refused'))
    return { kind: remembered === 'rolledBack' ? 'rolledBack' : 'splitView', before: before.note, now: head.note };
  if (remembered === 'none' || remembered === 'goesOn')
    keep(nameOf('state', root), JSON.stringify({ note: head.note, at: pointer.at } satisfies RememberedNote));
  return before === undefined ? { kind: 'first' } : { kind: 'goesOn', at: before.at };
}

export const keepMirrors = (root: URL, mirrors: readonly string[]): void =>
  keep(nameOf('mirrors', root), JSON.stringify(mirrors));

function urlOf(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.pathname.endsWith('/') ? url : undefined;
  } catch {
    return undefined;
  }
}

/** As the static page names them, and as the last pointer did; without this address. */
export function staticMirrors(root: URL): readonly URL[] {
  const anchors = [...document.querySelectorAll<HTMLAnchorElement>('a[data-mirror]')].map(({ href }) => href);
  const last = parseJson(kept(nameOf('mirrors', root)) ?? '[]');
  const all = [...anchors, ...(Array.isArray(last) ? last : [])].filter((one) => typeof one === 'string');
  return [...new Set(all)]
    .flatMap((text) => urlOf(text) ?? [])
    .filter(({ href }) => href !== root.href)
    .slice(0, mostMirrors);
}
