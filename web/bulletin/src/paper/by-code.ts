// A public code leads to a return and proves nothing: the published figures are shown beside an empty column, to compare
// with the paper by eye.
import type { AreaUnit } from '../../../../src/bulletin/model/site.ts';
import { publicCode, publicCodeLength, readPublicCode } from '../../../../src/results/codes/public-code.ts';
import { type App, isFault } from '../model.ts';
import { h } from '../ui/dom.ts';
import { t } from '../ui/language.ts';
import { faultList } from '../views/faults.ts';
import { standingBadge } from '../views/standing.ts';
import { compareFigures } from './compare.ts';
import { publishedOf, unitHeading } from './scanned.ts';
import { comparisonTable } from './table.ts';

const mostAtOnce = 6;

type Found = { readonly unit: AreaUnit; readonly contest: AreaUnit['contests'][number] };

/** Looks through the areas, a few at once. */
async function findByCode(
  app: App,
  code: string,
  progress: (n: number, m: number) => void,
): Promise<Found | undefined> {
  const paths = app.bulletin.summary.areas.flatMap(({ file }) => (file === null ? [] : [file]));
  for (let at = 0; at < paths.length; at += mostAtOnce) {
    progress(at, paths.length);
    const files = await Promise.all(paths.slice(at, at + mostAtOnce).map((path) => app.bulletin.area(path)));
    for (const file of files) {
      if (isFault(file)) continue;
      for (const unit of file.units) {
        const contest = unit.contests.find((one) => one.code === code);
        if (contest !== undefined) return { unit, contest };
      }
    }
  }
  return undefined;
}

/** What is wrong with a code as it was typed; undefined where it was read. */
export function codeProblem(text: string): string | undefined {
  const { length } = text.replaceAll(/[\s-]/g, '');
  if (length !== publicCodeLength) return t('codeLength', { n: length });
  return readPublicCode(text) === undefined ? t('codeBad') : undefined;
}

export async function codeResult(app: App, text: string, progress: (says: string) => void): Promise<HTMLElement> {
  const digits = readPublicCode(text) ?? '';
  const found = await findByCode(app, publicCode(digits.padEnd(64, '0')), (n, m) =>
    progress(t('codeSearching', { n, m })),
  );
  if (found === undefined) return h('p', { class: 'box warn', role: 'alert' }, t('codeUnknown'));
  const { unit, contest } = found;
  const published = await publishedOf(app, unit.unit, contest.contest);
  const lines = compareFigures(app.bulletin.definition, contest.contest, {}, published?.counts ?? {});
  return h(
    'section',
    { class: 'paper-result' },
    unitHeading(app, unit.unit, contest.contest),
    h('p', { class: 'box note', role: 'status' }, t('codeFound')),
    h('p', {}, standingBadge(contest.standing)),
    published !== undefined &&
      published.check.faults.length > 0 &&
      h(
        'div',
        { class: 'box bad', role: 'alert' },
        h('p', {}, t('unitBad')),
        faultList(app.bulletin, published.check.faults),
      ),
    comparisonTable(t('onPaper'), lines),
  );
}
