// What a channel depends on as lines that people type: "kind: name", and back.
import {
  type Dependency,
  type DependencyKind,
  dependencyKinds,
} from '../../../../../src/results/independence/independence.ts';

export const linesOf = (dependencies: readonly Dependency[]): string =>
  dependencies.map(({ kind, value }) => `${kind}: ${value}`).join('\n');

/** Kinds are read without regard to capitals and spaces. A number: the first line that cannot be read. */
export function dependenciesOf(text: string): readonly Dependency[] | number {
  const found: Dependency[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const word = line.slice(0, Math.max(0, colon)).replaceAll(' ', '').toLowerCase();
    const kind: DependencyKind | undefined = dependencyKinds.find((one) => one.toLowerCase() === word);
    const value = line.slice(colon + 1).trim();
    if (kind === undefined || value === '') return i + 1;
    found.push({ kind, value });
  }
  return found;
}
