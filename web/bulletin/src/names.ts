// Names of figures and sums by option, in the order of the form.
import type { Definition } from '../../../src/elections/definition/definition.ts';

type Counts = Readonly<Record<string, number>>;
export type Line = { readonly key: string; readonly label: string; readonly kind: 'field' | 'option' | 'candidate' };

/** Modes first where there are several: "Paper: List 1". */
export function linesOf(definition: Definition, contest: string): readonly Line[] {
  const { fields, modes, contests } = definition;
  const options = contests.find(({ id }) => id === contest)?.options ?? [];
  const groups = [...(modes.length > 1 ? modes : modes.slice(0, 1))];
  const votes = [...groups, { id: 'together', name: '' }].flatMap(({ id: mode, name }) => {
    const mark = groups.length > 1 && name !== '' ? `${name}: ` : '';
    const prefix = mode === 'together' ? 'together' : `votes/${mode}`;
    return options.flatMap((option): readonly Line[] => [
      { key: `${prefix}/${option.id}`, label: `${mark}${option.name}`, kind: 'option' },
      ...(option.candidates ?? []).map(
        (one): Line => ({ key: `${prefix}/${option.id}/${one.id}`, label: `${mark}${one.name}`, kind: 'candidate' }),
      ),
    ]);
  });
  return [...fields.map(({ id, label }): Line => ({ key: id, label, kind: 'field' })), ...votes];
}

/** Only those of which one of the counts says something; what no line names comes last, under its key. */
export function linesWith(definition: Definition, contest: string, ...all: readonly Counts[]): readonly Line[] {
  const lines = linesOf(definition, contest);
  const known = new Set(lines.map(({ key }) => key));
  const strangers = [...new Set(all.flatMap((counts) => Object.keys(counts)))].filter((key) => !known.has(key));
  return [
    ...lines.filter(({ key }) => all.some((counts) => Object.hasOwn(counts, key))),
    ...strangers.map((key): Line => ({ key, label: key, kind: 'field' })),
  ];
}

/** Votes of one option over all modes: of a total, a record or a return. */
export function votesOf({ modes }: Definition, counts: Counts, option: string): number {
  const keys = [`votes/${option}`, `together/${option}`, ...modes.map(({ id }) => `votes/${id}/${option}`)];
  return keys.reduce((sum, key) => sum + (Object.hasOwn(counts, key) ? counts[key] : 0), 0);
}

export const nameOf = (list: readonly { readonly id: string; readonly name: string }[], id: string): string =>
  list.find((one) => one.id === id)?.name ?? id;
