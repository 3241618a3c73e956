// What the codes on a paper say, against what is published of the unit: exact about what was shown, and what was not.
import type { SignedReturn } from '../../../../src/results/return/count-return.ts';
import { type App } from '../model.ts';
import { nameOf } from '../names.ts';
import { h } from '../ui/dom.ts';
import { t } from '../ui/language.ts';
import { unitLink } from '../views/area.ts';
import { faultList } from '../views/faults.ts';
import { standingBadge } from '../views/standing.ts';
import { findUnit } from '../views/unit.ts';
import { compareFigures, differs, isCompared } from './compare.ts';
import { comparisonTable } from './table.ts';

export const unitHeading = ({ bulletin: { definition } }: App, unit: string, contest: string): HTMLElement =>
  h(
    'h3',
    {},
    h('a', { href: unitLink(unit) }, `${nameOf(definition.units, unit)} (${unit})`),
    definition.contests.length > 1 && ` · ${nameOf(definition.contests, contest)}`,
  );

/** Figures of the unit alone that may be compared with its paper: the signed ones of the log first. */
export async function publishedOf(app: App, unitId: string, contestId: string) {
  const unit = await findUnit(app, unitId);
  const contest = unit?.contests.find((one) => one.contest === contestId);
  if (unit === undefined || contest === undefined) return undefined;
  const check = await app.bulletin.checkUnit(unit, contest);
  const alone = contest.together.length === 0 ? contest.counts : null;
  return { unit, contest, check, counts: check.signed?.return.counts ?? alone ?? undefined };
}

/** One paper whose codes were read whole. */
export async function scannedPaper(app: App, signed: SignedReturn): Promise<HTMLElement> {
  const { bulletin } = app;
  const { unit, contest, centre, counts } = signed.return;
  const box = h('section', { class: 'paper-result' }, unitHeading(app, unit, contest));
  const verified = await bulletin.verifyReturn(signed);
  if (!verified.ok) {
    box.append(h('p', { class: 'box bad', role: 'alert' }, t('paperUnsigned', { why: verified.why })));
    return box;
  }
  const published = await publishedOf(app, unit, contest);
  if (published?.counts === undefined) {
    box.append(
      h(
        'p',
        { class: 'box warn', role: 'alert' },
        t('paperUnpublished'),
        ' ',
        published !== undefined && standingBadge(published.contest.standing),
      ),
      comparisonTable(t('inCodes'), compareFigures(bulletin.definition, contest, counts, {})),
    );
    return box;
  }
  const replaced = published.check.signed?.return.supersedes === verified.hash;
  const lines = compareFigures(bulletin.definition, contest, counts, published.counts);
  const off = lines.filter(differs).length;
  const unmatched = lines.some((line) => !isCompared(line));
  const values = {
    n: lines.filter(isCompared).length,
    signers: verified.holders,
    centre: nameOf(bulletin.definition.centres, centre),
    k: off,
  };
  box.append(
    h(
      'div',
      { class: `box ${off > 0 || unmatched ? 'bad' : 'good'}`, role: 'alert' },
      h('p', {}, t(off > 0 || unmatched ? 'paperDiffers' : 'paperSame', values)),
      replaced && h('p', {}, t('paperReplaced', { reason: published.check.signed?.return.reason ?? '' })),
      off > 0 && !replaced && h('p', {}, t('tellObserver')),
    ),
    h('p', {}, standingBadge(published.contest.standing)),
  );
  if (published.check.faults.length > 0)
    box.append(
      h(
        'div',
        { class: 'box bad', role: 'alert' },
        h('p', {}, t('unitBad')),
        faultList(bulletin, published.check.faults),
      ),
    );
  box.append(comparisonTable(t('inCodes'), lines), h('p', { class: 'box note' }, t('compareEye')));
  return box;
}
