// One unit: its figures, their standing, its paper, and a check of it in the log on this device.
import type { BulletinFault } from '../../../../src/bulletin/model/fault.ts';
import type { AreaUnit } from '../../../../src/bulletin/model/site.ts';
import { differenceFaults } from '../../../../src/bulletin/verify/difference-faults.ts';
import { groupedCode } from '../../../../src/results/codes/public-code.ts';
import type { UnitCheck } from '../../../../src/bulletin/verify/unit.ts';
import { type App, isFault } from '../model.ts';
import { linesWith, nameOf } from '../names.ts';
import { type Child, fill, h, save, show } from '../ui/dom.ts';
import { dateTime, number, t } from '../ui/language.ts';
import { unitLink } from './area.ts';
import { crumbs } from './crumbs.ts';
import { faultList } from './faults.ts';
import { standingBadge } from './standing.ts';

export type UnitContest = AreaUnit['contests'][number];

function figureTable(
  { bulletin }: App,
  { contest, counts }: UnitContest,
  signed: Readonly<Record<string, number>> | undefined,
): HTMLElement {
  const lines = linesWith(bulletin.definition, contest, counts ?? {}, signed ?? {});
  const one = (of: Readonly<Record<string, number>>, key: string): string =>
    Object.hasOwn(of, key) ? number(of[key]) : '–';
  return h(
    'table',
    { class: 'figures' },
    h('caption', { class: 'hidden' }, t('figures')),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, t('figure')),
        h('th', { scope: 'col', class: 'n' }, t('published')),
        signed !== undefined && h('th', { scope: 'col', class: 'n' }, t('signedFigure')),
      ),
    ),
    h(
      'tbody',
      {},
      lines.map(({ key, label, kind }) => {
        const differs =
          signed !== undefined &&
          Object.hasOwn(counts ?? {}, key) &&
          Object.hasOwn(signed, key) &&
          counts?.[key] !== signed[key];
        return h(
          'tr',
          { class: `${kind}${differs ? ' differing' : ''}`, 'data-key': key },
          h('th', { scope: 'row' }, label),
          h('td', { class: 'n' }, one(counts ?? {}, key)),
          signed !== undefined && h('td', { class: 'n' }, differs && '≠ ', one(signed, key)),
        );
      }),
    ),
  );
}

/** Figures of headquarters' record that are not those that the centre signed. */
function recordFaults(
  { unit }: AreaUnit,
  { contest, record: entry }: UnitContest,
  { record, counts, signed }: UnitCheck,
) {
  if (signed === undefined || record === undefined || counts === undefined) return [];
  const of = { code: 'FIGURE_DIFFERS', detail: 'in the record of the release', contest, unit } as const;
  return differenceFaults(record.counts, counts, { ...of, ...(entry === null ? {} : { entry }) });
}

function verdict(app: App, unit: AreaUnit, contest: UnitContest, check: UnitCheck): readonly Child[] {
  const { definition } = app.bulletin;
  const bad = (text: string, faults: readonly BulletinFault[]): HTMLElement =>
    h('div', { class: 'box bad', role: 'alert' }, h('p', {}, text), faultList(app.bulletin, faults));
  if (check.faults.length > 0) return [bad(t('unitBad'), check.faults)];
  if (check.signed !== undefined) {
    const others = recordFaults(unit, contest, check);
    const centre = nameOf(definition.centres, unit.centre);
    return [
      others.length > 0 && bad(t('unitDiffers'), others),
      h('p', { class: 'box good', role: 'status' }, '✓ ', t('unitOk', { n: check.holders, centre })),
      check.laterKeys && h('p', { class: 'box warn', role: 'alert' }, t('later')),
    ];
  }
  if (check.standing === 'unverified') return [h('p', { class: 'box bad', role: 'alert' }, t('unitUnverified'))];
  const waiting = contest.standing === 'awaited' || contest.standing === 'committed';
  return [h('p', { class: 'box note', role: 'status' }, waiting ? t('unitAwaited') : t('unitStated'))];
}

function proofs(unit: AreaUnit, contest: UnitContest, { proof }: UnitCheck): HTMLElement | undefined {
  if (proof === undefined) return undefined;
  const name = `${unit.unit}-${contest.contest}.tlog-proof`.replaceAll(/[^\w.-]+/g, '-');
  return h('button', { type: 'button', class: 'plain', onclick: () => save(name, 'text/plain', proof) }, t('proof'));
}

function contestOf(app: App, unit: AreaUnit, contest: UnitContest): HTMLElement {
  const { definition } = app.bulletin;
  const answer = h('div', { class: 'answer' }, h('p', { class: 'muted', role: 'status' }, t('unitChecking')));
  const table = h('div', {}, contest.counts !== null && figureTable(app, contest, undefined));
  const shown = app.bulletin.checkUnit(unit, contest).then((check) => {
    const alone = contest.together.length === 0 ? check.signed?.return.counts : undefined;
    if (contest.counts !== null || alone !== undefined) show(table, figureTable(app, contest, alone));
    return [verdict(app, unit, contest, check), proofs(unit, contest, check)];
  });
  fill(answer, shown);
  const places = [contest.record, contest.return, contest.commitment].filter((one) => one !== null);
  return h(
    'section',
    { class: 'contest' },
    h('h3', {}, nameOf(definition.contests, contest.contest)),
    h(
      'p',
      {},
      standingBadge(contest.standing),
      contest.at !== null && h('span', { class: 'muted' }, ` · ${t('at')}: ${dateTime(contest.at)}`),
    ),
    contest.together.length > 0 &&
      h(
        'p',
        { class: 'small' },
        t('together', { units: '' }),
        contest.together
          .slice(0, 50)
          .map((id, i) => [i > 0 ? ', ' : '', h('a', { href: unitLink(id) }, nameOf(definition.units, id))]),
      ),
    answer,
    table,
    contest.code !== null &&
      h('p', {}, `${t('publicCode')}: `, h('code', { class: 'code' }, groupedCode(contest.code))),
    places.length > 0 && h('p', { class: 'small muted' }, places.map((n) => t('inLog', { n })).join(' · ')),
  );
}

const mark = { qr: '▦', handwritten: '✎', none: '∅' } as const;

/** The unit as the file of its area has it; undefined where there is none, or it cannot be read. */
export async function findUnit({ bulletin }: App, id: string): Promise<AreaUnit | undefined> {
  const area = bulletin.definition.units.find((one) => one.id === id)?.area;
  const path = bulletin.summary.areas.find((one) => one.id === area)?.file;
  if (path === undefined || path === null) return undefined;
  const file = await bulletin.area(path);
  return isFault(file) ? undefined : file.units.find(({ unit }) => unit === id);
}

async function unitBody(app: App, id: string): Promise<Child> {
  const unit = await findUnit(app, id);
  if (unit === undefined) return h('p', { class: 'box warn' }, t('noneFound'));
  return [
    h('p', { class: 'paper' }, `${mark[unit.paper]} `, t(unit.paper)),
    unit.paper !== 'none' &&
      h('p', {}, h('a', { class: 'button', href: `#paper/${encodeURIComponent(id)}` }, t('checkPaper'))),
    unit.contests.map((contest) => contestOf(app, unit, contest)),
  ];
}

export function unitView(app: App, id: string): readonly HTMLElement[] {
  const { units } = app.bulletin.definition;
  const known = units.find((one) => one.id === id);
  const body = h('div', {}, h('p', { class: 'muted' }, t('loading')));
  fill(body, unitBody(app, id));
  return [
    crumbs(app, known?.area),
    h('h2', { tabindex: -1 }, known?.name ?? id, ' ', h('small', { class: 'muted' }, id)),
    body,
  ];
}
