// A call-back: the totals in the order in which they are read out, and the code that a line's secret makes of them. Needs no
// network and keeps nothing of what is typed here.
import type { Definition } from '../../../src/elections/definition/definition.ts';
import { boundCode, readSecret } from '../../../src/results/codes/confirmation.ts';
import { controlSum, groupsReadOut, type ReadOut } from '../../../src/results/codes/totals.ts';
import { labelOf } from '../../../src/results/reconcile/explain.ts';
import { type App, paperId } from './app.ts';
import { callBackTexts as texts } from './call-back-texts.ts';
import { h, show, typed } from './dom.ts';

type Counts = Readonly<Record<string, number>>;
type Known = { readonly from: 'return' | 'entry'; readonly counts: Counts };
type Place = { readonly contest: string; readonly unit: string };

const placeFrom = (contest: string | undefined, unit: string | undefined): Place | undefined =>
  contest === undefined || unit === undefined ? undefined : { contest, unit };

/** What this machine knows of the paper: its newest signed return, else an entry on which both persons agree. */
function knownCounts({ returns, entries }: App, { contest, unit }: Place): Known | undefined {
  const id = paperId(contest, unit);
  const entry = entries.get(id);
  if (entry !== undefined && (entry.state === 'agreed' || entry.state === 'signedByOne'))
    return { from: 'entry', counts: entry.figures.first ?? {} };
  const kept = returns.get(id);
  return kept === undefined ? undefined : { from: 'return', counts: kept.signed.return.counts };
}

function paperChoice({ definition, centre }: App, chosen: Place | undefined): HTMLElement {
  const several = definition.contests.length > 1;
  const options = definition.contests.flatMap((contest) =>
    definition.units
      .filter((unit) => unit.centre === centre)
      .map(({ id, name }) => {
        const value = `${encodeURIComponent(contest.id)}/${encodeURIComponent(id)}`;
        const selected = chosen?.contest === contest.id && chosen.unit === id;
        return h('option', { value, selected }, `${id} ${name}${several ? ` · ${contest.name}` : ''}`);
      }),
  );
  const go = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    location.hash = value === '' ? 'call-back' : `call-back/${value}`;
  };
  return h(
    'label',
    { class: 'field' },
    h('span', {}, texts.paper),
    h(
      'select',
      { name: 'paper', onchange: go, 'data-focus': chosen === undefined },
      h('option', { value: '' }, texts.choose),
      options,
    ),
  );
}

/** A figure as typed: undefined where there is none. */
function figureOf(form: FormData, key: string): number | undefined {
  const text = typed(form, key).replaceAll(/\s/g, '');
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const countsIn = (form: FormData, groups: readonly ReadOut[]): Counts =>
  Object.fromEntries(
    groups
      .flatMap(({ keys }) => keys)
      .flatMap((key) => {
        const figure = figureOf(form, key);
        return figure === undefined ? [] : [[key, figure] as const];
      }),
  );

type Totals = { readonly totals: Counts } | { readonly problem: string };

/** Whole groups only, as headquarters takes them. */
function totalsIn(groups: readonly ReadOut[], counts: Counts, form: FormData): Totals {
  const touched = ({ keys }: ReadOut): boolean => keys.some((key) => key in counts || typed(form, key).trim() !== '');
  const there = groups.filter(touched);
  if (there.length === 0) return { problem: texts.nothing };
  if (there.some((group) => controlSum(group, counts) === undefined)) return { problem: texts.partly };
  return { totals: Object.fromEntries(there.flatMap(({ keys }) => keys).map((key) => [key, counts[key]])) };
}

const groupName = ({ modes }: Definition, group: string): string =>
  group === 'form'
    ? texts.form
    : modes.length > 1
      ? `${texts.votes}: ${modes.find(({ id }) => id === group)?.name ?? group}`
      : texts.votes;

function groupTable(definition: Definition, group: ReadOut, known: Known | undefined): HTMLElement {
  const rows = group.keys.map((key) => {
    const label = labelOf(definition, key);
    const figure =
      known === undefined
        ? h('input', { name: key, inputmode: 'numeric', autocomplete: 'off', maxlength: 20, 'aria-label': label })
        : (known.counts[key]?.toLocaleString('en') ?? '–');
    return h('tr', {}, h('th', { scope: 'row' }, label), h('td', { class: 'number' }, figure));
  });
  return h(
    'table',
    { class: 'read-out' },
    h('caption', {}, groupName(definition, group.group)),
    h('tbody', {}, rows),
    h(
      'tfoot',
      {},
      h('tr', {}, h('th', { scope: 'row' }, texts.sum), h('td', { class: 'number', 'data-sum': group.group }, '–')),
    ),
  );
}

function lineFields(sheets: readonly { readonly sheet: string; readonly lines: number }[]): HTMLElement {
  const field = (label: string, help: string, input: HTMLElement): HTMLElement =>
    h('div', { class: 'field' }, h('label', {}, h('strong', {}, label), input), h('p', { class: 'small muted' }, help));
  const names = sheets.map(({ sheet }) => h('option', { value: sheet }, sheet));
  return h(
    'div',
    {},
    field(texts.sheet, texts.sheetHelp, h('select', { name: 'sheet' }, names)),
    field(
      texts.line,
      texts.lineHelp,
      h('input', { name: 'line', inputmode: 'numeric', autocomplete: 'off', maxlength: 3 }),
    ),
    field(
      texts.secret,
      texts.secretHelp,
      h('input', { name: 'secret', class: 'mono', autocomplete: 'off', spellcheck: 'false', maxlength: 40 }),
    ),
  );
}

const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
const secretCharacters = 17;

type Asked = {
  readonly form: FormData;
  readonly place: Place;
  readonly totals: Totals;
  readonly sheets: readonly { readonly sheet: string; readonly lines: number }[];
};

/** The code, or what is missing for it. */
async function codeOf(election: string, { form, place, totals, sheets }: Asked): Promise<string | HTMLElement> {
  const bad = (text: string): HTMLElement => h('p', { class: 'box bad', role: 'alert' }, text);
  const text = typed(form, 'secret');
  const secret = readSecret(text);
  if (secret === undefined && text.replaceAll(/[\s-]/g, '').length >= secretCharacters) return bad(texts.secretSlip);
  const line = figureOf(form, 'line') ?? 0;
  const sheet = typed(form, 'sheet');
  if (line > (sheets.find((one) => one.sheet === sheet)?.lines ?? 0)) return bad(texts.lineBeyond);
  if ('problem' in totals) return h('p', { class: 'muted' }, totals.problem);
  if (secret === undefined || line === 0) return h('p', { class: 'muted' }, texts.codeWaits);
  return await boundCode(secret, { election, ...place, sheet, line }, totals.totals);
}

function callForm(app: App, place: Place): HTMLElement {
  const { definition, centre } = app;
  const { election, callBack } = definition;
  const groups = groupsReadOut(definition, place.contest);
  const known = knownCounts(app, place);
  const shown = known === undefined ? groups : groups.filter(({ keys }) => keys.some((key) => key in known.counts));
  const sheets = (callBack?.sheets ?? []).filter((one) => one.centre === centre && one.kind === 'bound');
  const answer = h('div', { id: 'call-code', 'aria-live': 'polite' });
  let asked = 0;
  const look = async (): Promise<void> => {
    const number = ++asked;
    const form = new FormData(element);
    const counts = known === undefined ? countsIn(form, groups) : known.counts;
    for (const group of shown) {
      const cell = element.querySelector(`[data-sum="${CSS.escape(group.group)}"]`);
      if (cell !== null) cell.textContent = controlSum(group, counts)?.toLocaleString('en') ?? '–';
    }
    const code = await codeOf(election, { form, place, totals: totalsIn(shown, counts, form), sheets });
    // What was typed meanwhile is answered by a later look.
    if (number !== asked) return;
    if (typeof code === 'string')
      show(answer, h('p', { class: 'code', id: 'code' }, spaced(code)), h('p', { class: 'muted' }, texts.codeHelp));
    else show(answer, code);
  };
  const from = known === undefined ? texts.typed : known.from === 'return' ? texts.fromReturn : texts.fromEntry;
  const element: HTMLFormElement = h(
    'form',
    { oninput: look, onsubmit: (event: Event) => event.preventDefault(), autocomplete: 'off' },
    h('h3', {}, texts.read),
    h('p', { class: 'muted' }, texts.readHelp),
    h('p', { class: known === undefined ? 'box warn' : 'muted' }, from),
    shown.map((group) => groupTable(definition, group, known)),
    h('h3', {}, texts.code),
    sheets.length === 0 ? h('p', { class: 'box warn' }, texts.noSheet) : lineFields(sheets),
    sheets.length > 0 && answer,
  );
  void look();
  return element;
}

/** `contest` and `unit` as they stand in the address. */
export function callBackView(
  app: App,
  place: HTMLElement,
  contest: string | undefined,
  unit: string | undefined,
): void {
  const { contests, units } = app.definition;
  const asked = placeFrom(contest, unit);
  const there =
    asked !== undefined &&
    contests.some(({ id }) => id === asked.contest) &&
    units.some(({ id, centre }) => id === asked.unit && centre === app.centre);
  const chosen = there ? asked : undefined;
  show(
    place,
    h('h2', {}, texts.title),
    h('p', { class: 'box warn' }, texts.help),
    paperChoice(app, chosen),
    chosen !== undefined && callForm(app, chosen),
  );
}
