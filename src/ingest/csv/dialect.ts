// Which character separates the fields, judged from the first line.

const candidates = [',', ';', '\t', '|'] as const;

/** Code of the separator: the candidate that stands most often outside quotes in the first line; a comma when none does. */
export function delimiterOf(head: string): number {
  const counts = candidates.map(() => 0);
  let quoted = false;
  for (let i = 0; i < head.length; i++) {
    const char = head.charAt(i);
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '\n' || char === '\r') {
      if (counts.some((count) => count > 0)) break;
    } else {
      const index = (candidates as readonly string[]).indexOf(char);
      if (index >= 0) counts[index] = counts[index] + 1;
    }
  }
  const most = Math.max(...counts);
  return (candidates[counts.indexOf(most)] as string).charCodeAt(0);
}
