// One paper: typed by the first person, by the second, figures that differ again, then signed, printed and saved.
import { keysInOrder } from '../../../src/results/codes/compact.ts';
import {
  act,
  type Entry,
  type EntryAction,
  type EntryProblem,
  newEntry,
  openChecks,
  readFigure,
} from '../../../src/results/entry/entry.ts';
import { labelOf } from '../../../src/results/reconcile/explain.ts';
import { type App, keepEntry, paperId } from './app.ts';
import { h, show } from './dom.ts';
import { readFigureFile } from './figure-file.ts';
import { doneView, signView } from './sign-view.ts';
import { texts } from './texts.ts';

export function entryView(app: App, place: HTMLElement, contest: string, unit: string): void {
  const { definition, entries, returns, centre } = app;
  const found = definition.units.find(({ id }) => id === unit);
  if (found === undefined || found.centre !== centre || !definition.contests.some(({ id }) => id === contest)) {
    location.hash = '';
    return;
  }
  const entry = entries.get(paperId(contest, unit));
  const kept = returns.get(paperId(contest, unit));
  const again = (): void => entryView(app, place, contest, unit);
  const inside = h('div', {});
  show(place, h('p', {}, h('a', { href: '#' }, `← ${texts.back}`)), h('h2', {}, `${unit} ${found.name}`), inside);
  if (entry === undefined && kept !== undefined) doneView(app, inside, kept, again);
  else {
    const current = entry ?? newEntry(definition, { contest, unit });
    if (current.state === 'agreed' || current.state === 'signedByOne') signView(app, inside, current, again);
    else typeView(app, inside, current, again);
  }
}

type Notes = ReadonlyMap<string, string>;

function notesOf(problems: readonly EntryProblem[]): Notes {
  return new Map(
    problems.flatMap((one) =>
      one.kind === 'figure' ? [[one.key, one.problem === 'missing' ? texts.missing : texts.notWhole] as const] : [],
    ),
  );
}

/** Fields as the paper has them, group by group. */
function figureFields(
  app: App,
  entry: Entry,
  notes: Notes,
  typed: (key: string, text: string) => void,
): readonly HTMLElement[] {
  const { definition } = app;
  return keysInOrder(definition, entry.contest).flatMap(({ group, keys }) => {
    const asked = keys.filter((key) => entry.asked.includes(key));
    if (asked.length === 0) return [];
    const title = definition.modes.find(({ id }) => id === group)?.name;
    const rows = asked.map((key) => {
      const note = notes.get(key);
      const id = `figure-${key}`;
      const input = h('input', {
        id,
        inputmode: 'numeric',
        autocomplete: 'off',
        maxlength: 20,
        'aria-describedby': `${id}-note`,
        onchange: () => {
          tell(input.value.trim() === '' || readFigure(input.value) !== undefined ? undefined : texts.notWhole);
          typed(key, input.value);
        },
        onkeydown: nextOnEnter,
      });
      const about = h('p', { class: 'note', id: `${id}-note` });
      const tell = (what: string | undefined): void => {
        show(about, what ?? '');
        input.setAttribute('aria-invalid', String(what !== undefined));
        input.parentElement?.classList.toggle('bad', what !== undefined);
      };
      input.value = entry.texts[entry.turn][key] ?? '';
      const kind = `figure${key.split('/').length > 3 ? ' candidate' : ''}`;
      const row = h('div', { class: kind }, h('label', { for: id }, labelOf(definition, key)), input, about);
      tell(note);
      return row;
    });
    return [h('h3', {}, title === undefined ? texts.figures : `${texts.votes}: ${title}`), ...rows];
  });
}

function nextOnEnter(event: Event): void {
  if (!(event instanceof KeyboardEvent) || event.key !== 'Enter') return;
  event.preventDefault();
  const fields = [...document.querySelectorAll<HTMLElement>('.figure input, #finish')];
  fields[fields.indexOf(event.target as HTMLElement) + 1]?.focus();
}

function typeView(app: App, place: HTMLElement, start: Entry, again: () => void): void {
  const { definition } = app;
  let entry = start;
  const checks = h('div', { 'aria-live': 'polite' });
  const problemsPlace = h('div', {});
  const apply = async (action: EntryAction): Promise<readonly EntryProblem[]> => {
    const answer = act(definition, entry, action);
    if ('problems' in answer) return answer.problems;
    entry = answer.entry;
    await keepEntry(app, entry);
    return [];
  };
  const showChecks = (): void => {
    const hits = openChecks(definition, entry);
    const items = hits.map(({ code, kind, label }) =>
      h(
        'li',
        {},
        label,
        kind === 'error' &&
          h(
            'label',
            {},
            h('input', {
              type: 'checkbox',
              checked: entry.confirmed.includes(code),
              onchange: (event: Event) =>
                void apply({ do: 'confirm', code, confirmed: (event.target as HTMLInputElement).checked }),
            }),
            texts.paperSays,
          ),
      ),
    );
    show(checks, items.length > 0 && h('div', { class: 'box warn' }, texts.checksTitle, h('ul', {}, items)));
  };
  const draw = (notes: Notes): void => {
    const conflict = entry.state === 'differing';
    const first = entry.turn === 'first';
    show(
      place,
      h('h3', {}, first ? texts.first : texts.second),
      h('p', {}, conflict ? texts.conflictHelp : first ? texts.firstHelp : texts.secondHelp),
      h('p', { class: 'small muted' }, texts.keptNote),
      problemsPlace,
      figureFields(app, entry, notes, (key, text) => void apply({ do: 'type', key, text }).then(showChecks)),
      checks,
      h(
        'div',
        { class: 'actions' },
        h(
          'button',
          { class: 'primary', id: 'finish', onclick: () => void finish({ do: 'finish' }) },
          first ? texts.finishFirst : texts.finishSecond,
        ),
        !conflict && fileButton(takeFile),
        h('button', { class: 'bad', onclick: () => void discard() }, texts.discard),
      ),
      !conflict && h('p', { class: 'small muted' }, texts.fileHelp),
    );
    showChecks();
  };
  const finish = async (action: EntryAction): Promise<void> => {
    const problems = await apply(action);
    if (problems.length === 0) return again();
    draw(notesOf(problems));
    show(
      problemsPlace,
      h(
        'div',
        { class: 'box bad', role: 'alert' },
        action.do === 'takeFile' ? texts.fileBad : texts.problemsTitle,
        h(
          'ul',
          {},
          problems
            .slice(0, 8)
            .map((one) =>
              h(
                'li',
                {},
                one.kind === 'figure'
                  ? `${labelOf(definition, one.key)}: ${one.problem === 'missing' ? texts.missing : texts.notWhole}`
                  : one.kind === 'rule'
                    ? one.hit.label
                    : texts.fileBad,
              ),
            ),
        ),
      ),
    );
    place.querySelector<HTMLElement>('.figure.bad input')?.focus();
  };
  const takeFile = async (text: string): Promise<void> =>
    await finish({ do: 'takeFile', figures: readFigureFile(text) });
  const discard = async (): Promise<void> => {
    if (!confirm(texts.discardAsk)) return;
    await apply({ do: 'discard' });
    again();
  };
  draw(new Map());
  place.querySelector<HTMLElement>('.figure input')?.focus();
}

function fileButton(take: (text: string) => Promise<void>): HTMLElement {
  const input = h('input', {
    type: 'file',
    accept: '.json,.csv',
    'aria-label': texts.fileFirst,
    onchange: async () => {
      const [file] = input.files ?? [];
      if (file !== undefined) await take(await file.slice(0, 1_000_000).text());
    },
  });
  return h('label', { class: 'small' }, `${texts.fileFirst} `, input);
}
