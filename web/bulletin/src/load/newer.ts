// Whether a newer bulletin is there than the one shown; asked once a minute over the network. A copy on a stick never changes.
import { parseJson } from '../../../../src/kernel/parse-json.ts';
import type { Pointer } from '../../../../src/bulletin/model/site.ts';

const everyMilliseconds = 60_000;
const mostCharacters = 100_000;

/** `found` once, when its number is greater; it is checked like any other when it is shown. */
export function watchForNewer(root: URL, { election, number }: Pointer, found: () => void): void {
  if (!root.protocol.startsWith('http')) return;
  const look = async (): Promise<void> => {
    const answer = await fetch(new URL('latest.json', root), { cache: 'no-cache' });
    const text = answer.ok ? await answer.text() : '';
    const there = (text.length > mostCharacters ? undefined : parseJson(text)) as Partial<Pointer> | null | undefined;
    if (there?.election !== election || typeof there.number !== 'number' || there.number <= number) return;
    clearInterval(timer);
    found();
  };
  // What cannot be reached now is asked for again a minute later.
  const timer = setInterval(() => void look().catch(() => undefined), everyMilliseconds);
}
