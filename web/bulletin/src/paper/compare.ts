// A paper's figures against the published ones, line by line. Pure.
import type { Definition } from '../../../../src/elections/definition/definition.ts';
import { type Line, linesWith } from '../names.ts';

type Counts = Readonly<Record<string, number>>;

export type Compared = Line & {
  /** Undefined where the paper does not say, or was not read there. */
  readonly paper: number | undefined;
  readonly published: number | undefined;
};

/** Published votes of all modes in one are compared with the sum of the paper's. */
function paperValue({ modes }: Pick<Definition, 'modes'>, paper: Counts, key: string): number | undefined {
  if (Object.hasOwn(paper, key)) return paper[key];
  if (!key.startsWith('together/')) return undefined;
  const own = modes
    .map(({ id }) => `votes/${id}/${key.slice('together/'.length)}`)
    .filter((one) => Object.hasOwn(paper, one));
  return own.length === 0 ? undefined : own.reduce((sum, one) => sum + paper[one], 0);
}

export function compareFigures(
  definition: Definition,
  contest: string,
  paper: Counts,
  published: Counts,
): readonly Compared[] {
  const joined = Object.keys(published).some((key) => key.startsWith('together/'));
  const lines = joined ? linesWith(definition, contest, published) : linesWith(definition, contest, published, paper);
  return lines.map((line) => ({
    ...line,
    paper: paperValue(definition, paper, line.key),
    published: Object.hasOwn(published, line.key) ? published[line.key] : undefined,
  }));
}

/** Both sides say something, and not the same. */
export const differs = ({ paper, published }: Compared): boolean =>
  paper !== undefined && published !== undefined && paper !== published;

export const isCompared = ({ paper, published }: Compared): boolean => paper !== undefined && published !== undefined;
