// The national line of a contest: votes, shares and seats, turnout, how much is counted, with and without what is unverified.
import type { Total } from '../../../../src/bulletin/model/site.ts';
import type { Contest, Definition } from '../../../../src/elections/definition/definition.ts';
import { type App } from '../model.ts';
import { linesWith, votesOf } from '../names.ts';
import { type Child, h } from '../ui/dom.ts';
import { number, percent, t } from '../ui/language.ts';
import { progressLine, progressOf } from './progress.ts';
import { standingList } from './standing.ts';

type ContestTotal = Total['contests'][number];

function optionRows(
  definition: Definition,
  contest: Contest,
  { counts, seats, without, counted, units }: ContestTotal,
): HTMLElement {
  const votes = contest.options.map((option) => votesOf(definition, counts, option.id));
  const sum = votes.reduce((all, one) => all + one, 0);
  const most = Math.max(1, ...votes);
  const order = contest.options.map((_, i) => i).toSorted((a, b) => votes[b] - votes[a] || a - b);
  const ofCounted = counted < units && h('small', {}, t('countedOf', { n: counted, m: units }));
  const head: readonly Child[] = [
    t('option'),
    t('votes'),
    t('share'),
    ...(contest.seats === undefined ? [] : [[t('seats'), seats !== null && ofCounted]]),
  ];
  return h(
    'table',
    { class: 'result' },
    h('caption', { class: 'hidden' }, contest.name),
    h('thead', {}, h('tr', {}, ...head.map((one, i) => h('th', { scope: 'col', class: i > 0 && 'n' }, one)))),
    h(
      'tbody',
      {},
      order.map((i) =>
        h(
          'tr',
          {},
          h(
            'th',
            { scope: 'row' },
            contest.options[i].name,
            h('meter', { class: 'bar', min: 0, max: most, value: votes[i], 'aria-hidden': 'true' }),
          ),
          h(
            'td',
            { class: 'n hero' },
            number(votes[i]),
            without !== null && h('small', {}, number(votesOf(definition, without, contest.options[i].id))),
          ),
          h(
            'td',
            { class: 'n' },
            percent(votes[i], sum),
            without !== null &&
              h(
                'small',
                {},
                percent(votesOf(definition, without, contest.options[i].id), sumOf(definition, contest, without)),
              ),
          ),
          contest.seats !== undefined &&
            h('td', { class: 'n' }, seats === null ? '–' : number(seats[contest.options[i].id] ?? 0)),
        ),
      ),
    ),
  );
}

const sumOf = (definition: Definition, contest: Contest, counts: ContestTotal['counts']): number =>
  contest.options.reduce((all, { id }) => all + votesOf(definition, counts, id), 0);

function otherFigures(definition: Definition, { contest, counts }: ContestTotal): HTMLElement | undefined {
  const fields = linesWith(definition, contest, counts).filter(
    ({ kind, key }) => kind === 'field' && !key.startsWith('votes/'),
  );
  if (fields.length === 0) return undefined;
  return h(
    'details',
    {},
    h('summary', {}, t('otherFigures')),
    h(
      'dl',
      { class: 'figures' },
      fields.map(({ key, label }) => [h('dt', {}, label), h('dd', {}, number(counts[key] ?? 0))]),
    ),
  );
}

function withoutText({ byStanding, counted: n, units: m }: ContestTotal): string {
  const k = byStanding.unverified ?? 0;
  return t('without', { k, n, m, w: n - k });
}

export function resultOf({ bulletin, full }: App, total: ContestTotal): HTMLElement {
  const { definition } = bulletin;
  const contest = definition.contests.find(({ id }) => id === total.contest);
  const { cast, registered, units } = total.turnout;
  return h(
    'section',
    { class: 'contest', 'data-contest': total.contest },
    h('h2', {}, contest?.name ?? total.contest),
    progressLine(progressOf([total])),
    contest !== undefined && total.counted > 0 && optionRows(definition, contest, total),
    total.without !== null && h('p', { class: 'box warn' }, withoutText(total)),
    contest?.seats !== undefined &&
      total.counted > 0 &&
      total.seats === null &&
      h('p', { class: 'muted' }, t('seatsOpen')),
    units > 0 &&
      h(
        'p',
        { class: 'turnout' },
        h('b', {}, `${t('turnout')}: ${percent(cast, registered)}`),
        ' ',
        t('turnoutOf', { cast, registered, n: units }),
      ),
    standingList([total]),
    otherFigures(definition, total),
    total.counted > 0 && h('p', { class: 'small muted' }, full?.total === undefined ? t('byCopy') : t('byLog')),
  );
}
